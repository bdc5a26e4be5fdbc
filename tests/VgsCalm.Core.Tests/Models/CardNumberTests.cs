using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Models;

/// <summary>What is a card number, what is an alias, and what may be shown of either.</summary>
public sealed class CardNumberTests
{
    [Theory]
    [InlineData("541577h6JzS40IV1962")]
    [InlineData("554799qQDHrXf1V3815")]
    [InlineData("541577123456789V1962", false)]
    [InlineData("5415771234x678V1962")]
    [InlineData("tok_sandbox_f8KQz21")]
    [InlineData("tok_sandbox_4pLJ-x_1")]
    [InlineData("d5b1b4e0-0c4c-4a0e-9d6a-2c1f6d3b7a11")]
    [InlineData("x")]
    [InlineData("5415775831611962", false)]
    [InlineData("5415 7758 3161 1962", false)]
    [InlineData("5415-7758-3161-1962", false)]
    [InlineData("5415.7758.3161.1962", false)]
    [InlineData("5415_7758_3161_1962", false)]
    [InlineData("5415/7758/3161/1962", false)]
    [InlineData("5415\u20137758\u20133161\u20131962", false)]
    [InlineData("5415\u00a07758\u00a03161\u00a01962", false)]
    [InlineData("'5415775831611962'", false)]
    [InlineData("\"5415.7758.3161.1962\"", false)]
    [InlineData("541577583161196O", false)]
    [InlineData("5415-7758-3161-l96O", false)]
    [InlineData("tok_5415775831611962", false)]
    [InlineData("PAN:5415.7758.3161.1962", false)]
    [InlineData("５４１５７７５８３１６１１９６２", false)]
    [InlineData("123456", false)]
    [InlineData("tok with a space", false)]
    [InlineData("", false)]
    public void An_alias_that_may_stand_in_an_address_is_no_card_number_in_any_dress(
        string text,
        bool isAlias = true
    ) => Assert.Equal(isAlias, CardNumber.IsAlias(text));

    [Theory]
    [InlineData("5415.7758.3161.1962")]
    [InlineData("5415_7758_3161_1962")]
    [InlineData("'5415775831611962'")]
    [InlineData("5415\u20137758\u20133161\u20131962")]
    [InlineData("５４１５７７５８３１６１１９６２")]
    public void A_card_number_in_any_dress_is_shown_masked(string text) =>
        Assert.Equal("541577******1962", MaskedNumber.Mask(text));

    [Theory]
    [InlineData("541577", 6, "541577")]
    [InlineData("5415 77", 6, "541577")]
    [InlineData("4111111111111111111", 6, "4111111111111111111")]
    [InlineData("tok_1", 6, "tok_1")]
    [InlineData("4111111111116", 13, "4111111111116")]
    [InlineData("12345678-1234-1234-1234-1234567890ab", 13, "12345678-1234-1234-1234-1234567890ab")]
    public void The_fewest_digits_are_the_callers_to_say(string given, int least, string number) =>
        Assert.Equal(number, CardNumber.Normalize(given, least, "row 1"));

    [Theory]
    [InlineData("4111******1111", "masked")]
    [InlineData("411111******1111", "masked")]
    [InlineData("411111xxxxxx1111", "masked")]
    [InlineData("#### #### #### 1111", "masked")]
    [InlineData("4.11111E+15", "spreadsheet")]
    [InlineData("12345", "5 digits")]
    [InlineData("41111111111111111111", "20 digits")]
    [InlineData("4111.1111.1111.1111", "signs around")]
    [InlineData("'4111111111111111'", "signs around")]
    public void A_number_that_cannot_be_looked_up_is_refused_with_its_reason(string given, string why)
    {
        var error = Assert.Throws<VgsApiException>(() => CardNumber.Normalize(given, 6, "row 1"));
        Assert.Equal((VgsErrorId.CardInvalid, "Number", "row 1"), (error.Id, error.Code, error.Target));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A7", "A7")]
    [InlineData(" A7 ", "A7")]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("4111 1111 1111 1111", "411111******1111")]
    [InlineData("card 4111.1111.1111.1111", "card 411111******1111")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_reference_that_is_a_card_number_is_masked(string? given, string? shown) =>
        Assert.Equal(shown, ReferenceText.Redact(given));
}
