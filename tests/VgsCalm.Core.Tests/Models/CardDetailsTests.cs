using VgsCalm.Cards;

namespace VgsCalm.Core.Tests.Models;

/// <summary>What can be known to be wrong with a card before it is sent.</summary>
public sealed class CardDetailsTests
{
    private const string Number = Secrets.CardNumber;

    [Fact]
    public void A_card_is_taken_as_it_was_given()
    {
        var card = CardDetails.Create(" John Doe ", Number, "11", "24", "row 1");
        Assert.Equal(("John Doe", Number, 11, 24), (card.Name, card.Number, card.ExpMonth, card.ExpYear));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void The_name_must_be_there(string? name) =>
        AssertInvalid("Name", () => CardDetails.Create(name, Number, "11", "24", "row 1"));

    [Fact]
    public void The_name_has_255_characters_at_most()
    {
        Assert.Equal(255, CardDetails.Create(new string('x', 255), Number, "11", "24", "row 1").Name.Length);
        AssertInvalid("Name", () => CardDetails.Create(new string('x', 256), Number, "11", "24", "row 1"));
    }

    [Theory]
    [InlineData("4222222222222", "4222222222222")]
    [InlineData("6304000000000000000", "6304000000000000000")]
    [InlineData("4111 1111 1111 1111", "4111111111111111")]
    [InlineData("4111-1111-1111-1111", "4111111111111111")]
    [InlineData(" 4111111111111111\t", "4111111111111111")]
    [InlineData("541577h6JzS40IV1962", "541577h6JzS40IV1962")]
    [InlineData("5355003hkCaWHfV7213", "5355003hkCaWHfV7213")]
    [InlineData("520202dPEwVKqXV7583", "520202dPEwVKqXV7583")]
    [InlineData("541577012E451234962", "541577012E451234962")]
    [InlineData("tok_sandbox_4pLJ-x_1", "tok_sandbox_4pLJ-x_1")]
    [InlineData("d5b1b4e0-0c4c-4a0e-9d6a-2c1f6d3b7a11", "d5b1b4e0-0c4c-4a0e-9d6a-2c1f6d3b7a11")]
    public void A_number_is_a_card_number_or_an_alias(string given, string number) =>
        Assert.Equal(number, WithNumber(given).Number);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("---")]
    [InlineData("411111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("4111 1111 1111")]
    [InlineData("4.11111E+15")]
    [InlineData("4,11111E+15")]
    [InlineData("4.11111e+15")]
    [InlineData("5E+15")]
    [InlineData("4111111111111111.0")]
    [InlineData("4111111111111111,00")]
    [InlineData("4,111,111,111,111,111")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("4111/1111/1111/1111")]
    [InlineData("'4111111111111111")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("tok with a space")]
    [InlineData("tok\nline")]
    [InlineData("tok\u007f")]
    public void Text_that_is_neither_number_nor_alias_is_not_sent(string? given) =>
        AssertInvalid("Number", () => WithNumber(given));

    [Fact]
    public void An_alias_has_an_end()
    {
        Assert.Equal(255, WithNumber(new string('x', 255)).Number.Length);
        AssertInvalid("Number", () => WithNumber(new string('x', 256)));
    }

    [Theory]
    [InlineData("4.11111E+15")]
    [InlineData("4,11111E+15")]
    public void A_number_that_a_spreadsheet_has_rounded_is_told_apart(string number) =>
        Assert.Contains(
            "spreadsheet",
            Assert.Throws<VgsApiException>(() => WithNumber(number)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("1", 1)]
    [InlineData("01", 1)]
    [InlineData(" 9 ", 9)]
    [InlineData("12", 12)]
    public void The_month_is_a_number(string given, int month) =>
        Assert.Equal(month, CardDetails.Create("x", Number, given, "24", "row 1").ExpMonth);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("13")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("Nov")]
    [InlineData("11/24")]
    [InlineData("١١")]
    public void No_other_month_is_sent(string? month) =>
        AssertInvalid("ExpMonth", () => CardDetails.Create("x", Number, month, "24", "row 1"));

    [Theory]
    [InlineData("24", 24)]
    [InlineData("00", 0)]
    [InlineData("05", 5)]
    [InlineData("2024", 24)]
    [InlineData("2000", 0)]
    [InlineData("2099", 99)]
    [InlineData(" 2031 ", 31)]
    public void The_year_has_two_digits_or_four(string given, int year) =>
        Assert.Equal(year, CardDetails.Create("x", Number, "11", given, "row 1").ExpYear);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1999")]
    [InlineData("2100")]
    [InlineData("024")]
    [InlineData("20240")]
    [InlineData("-4")]
    [InlineData("'24")]
    [InlineData("24.0")]
    [InlineData("next")]
    public void No_other_year_is_sent(string? year) =>
        AssertInvalid("ExpYear", () => CardDetails.Create("x", Number, "11", year, "row 1"));

    [Theory]
    [InlineData("MC1", null, null)]
    [InlineData(null, "Shop", "123")]
    [InlineData(null, null, null)]
    [InlineData(" ", "", null)]
    public void A_merchant_is_an_id_or_a_pair(string? id, string? name, string? mid)
    {
        var card = WithNumber(Number).WithMerchant(id, name, mid, "row 1");
        Assert.Equal(
            (Given(id), Given(name), Given(mid)),
            (card.MerchantId, card.SubMerchantName, card.SubMerchantMid)
        );
    }

    [Theory]
    [InlineData("MC1", "Shop", "123", "MerchantId")]
    [InlineData("MC1", null, "123", "MerchantId")]
    [InlineData(null, "Shop", null, "SubMerchantMid")]
    [InlineData(null, "Shop", " ", "SubMerchantMid")]
    [InlineData(null, null, "123", "SubMerchantName")]
    public void Half_a_merchant_or_two_are_not_sent(string? id, string? name, string? mid, string field) =>
        AssertInvalid(field, () => WithNumber(Number).WithMerchant(id, name, mid, "row 1"));

    [Theory]
    [InlineData("postal_code")]
    [InlineData("PostalCode")]
    [InlineData("postalCode")]
    [InlineData("POSTAL-CODE")]
    public void A_field_of_the_address_may_be_spelled_as_one_likes(string key) =>
        Assert.Equal("10115", WithAddress(key, "10115").BillingAddress!["postal_code"]);

    [Fact]
    public void An_address_without_content_is_none() => Assert.Null(WithAddress("city", " ").BillingAddress);

    [Fact]
    public void A_field_that_the_API_does_not_know_is_named() =>
        Assert.Contains(
            "'street'",
            AssertInvalid("BillingAddress", () => WithAddress("street", "x")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Capabilities_without_content_are_none()
    {
        Assert.Equal(
            ["ACCOUNT_UPDATER"],
            WithNumber(Number).WithCapabilities(["ACCOUNT_UPDATER", " ", ""]).Capabilities
        );
        Assert.Null(WithNumber(Number).WithCapabilities([" "]).Capabilities);
        Assert.Null(WithNumber(Number).WithCapabilities(null).Capabilities);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static CardDetails WithNumber(string? number) =>
        CardDetails.Create("John Doe", number, "11", "24", "row 1");

    private static CardDetails WithAddress(string key, string value) =>
        WithNumber(Number).WithBillingAddress([new(key, value)], "row 1");

    private static VgsApiException AssertInvalid(string field, Action act)
    {
        var error = Assert.Throws<VgsApiException>(act);
        Assert.Equal((VgsErrorId.CardInvalid, field, "row 1"), (error.Id, error.Code, error.Target));
        Assert.DoesNotMatch("4.?111.?1|４", error.ToString().Split("   at ")[0]);
        return error;
    }
}
