using System.Text;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Cards;

/// <summary>Cards as CALM V1 writes and reads them.</summary>
public sealed class CardJsonTests
{
    private static readonly ApiRequest Get = new(HttpMethod.Get, VgsApi.Calm, "/cards/CRD1");

    [Fact]
    public void A_card_is_written_with_what_it_has() =>
        Assert.Equal("""{"name":"John Doe","number":"4111111111111111","exp_month":11,"exp_year":24}""", Write(Card()));

    [Fact]
    public void A_card_is_written_with_all_it_can_have()
    {
        var card = Card()
            .WithBillingAddress([new("PostalCode", "10115"), new("city", "Berlin")], "row 1")
            .WithCapabilities(["ACCOUNT_UPDATER"])
            .WithMerchant("MC1", null, null, "row 1");
        Assert.Equal(
            """{"name":"John Doe","number":"4111111111111111","exp_month":11,"exp_year":24"""
                + ""","billing_address":{"postal_code":"10115","city":"Berlin"},"capabilities":["ACCOUNT_UPDATER"]"""
                + ""","merchant":{"vgs_merchant_id":"MC1"}}""",
            Write(card)
        );
    }

    [Fact]
    public void A_sub_merchant_is_written_as_a_pair() =>
        Assert.EndsWith(
            ""","merchant":{"sub_merchant_name":"Shop","sub_merchant_mid":"123"}}""",
            Write(Card().WithMerchant(null, "Shop", "123", "row 1")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_body_has_nothing_of_the_one_before()
    {
        var whole = Write(Card());
        Assert.EndsWith(""","cvv":"712"}""", Encoding.UTF8.GetString(CardJson.WriteCheck(Card(), "712"u8.ToArray())));
        Assert.Equal(whole, Write(Card()));
    }

    [Fact]
    public void A_card_is_read_whole()
    {
        var card = Read(
            """
            {"data":{"id":"CRD1","state":"failed","event":"au_card.updated","failure_code":"declined","name":"John Doe",
            "number":"4111111111111111",
             "exp_month":3,"exp_year":27,"created_at":"2024-05-01T12:00:00Z","updated_at":"2024-05-02T12:00:00+02:00",
             "capabilities":["ACCOUNT_UPDATER"],}}
            """
        );
        Assert.Equal(
            ("CRD1", "failed", "au_card.updated", "declined", "John Doe"),
            (card.Id, card.State, card.Event, card.FailureCode, card.Name)
        );
        Assert.Equal(("4111111111111111", 3, 27), (card.RevealNumber(), card.ExpMonth, card.ExpYear));
        Assert.Equal(new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc), card.CreatedAt?.ToUniversalTime());
        Assert.Equal(new DateTime(2024, 5, 2, 10, 0, 0, DateTimeKind.Utc), card.UpdatedAt?.ToUniversalTime());
        Assert.Equal("mine", card.Reference);
    }

    [Theory]
    [InlineData("""{"data":{"id":"CRD1"}}""")]
    [InlineData(
        """{"data":{"id":"CRD1","exp_month":null,"exp_year":[],"created_at":"yesterday","state":7,"name":{}}}"""
    )]
    [InlineData("""{"data":{"id":"CRD1","exp_month":1e9999,"exp_year":"two","created_at":"","name":"\ud800"}}""")]
    public void Fields_that_are_missing_or_odd_are_null(string body)
    {
        var card = Read(body);
        Assert.Equal(
            (null, null, null, null, null),
            (card.State, card.Name, card.ExpMonth, card.ExpYear, card.CreatedAt)
        );
    }

    [Fact]
    public void Numbers_may_come_as_text() =>
        Assert.Equal(
            (3, 27),
            (
                Read("""{"data":{"id":"CRD1","exp_month":"03","exp_year":"27"}}""").ExpMonth,
                Read("""{"data":{"id":"CRD1","exp_year":"27"}}""").ExpYear
            )
        );

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html/>")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"id":""}}""")]
    [InlineData("""{"data":{"id":1}}""")]
    [InlineData("""{"\ud800\ud800":{"id":"CRD1"}}""")]
    [InlineData("""{"data":{"\ud800\ud800":"4111111111111111"}}""")]
    public void An_answer_that_is_no_card_is_refused(string body)
    {
        var error = Assert.Throws<VgsApiException>(() => Read(body));
        Assert.Equal(VgsErrorId.ResponseInvalid, error.Id);
        Assert.DoesNotContain("4111", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"name":"John Doe"}}""")]
    [InlineData("""{"data":{"event":1,"number":[]}}""")]
    public void A_look_up_that_says_nothing_of_the_card_is_refused(string body) =>
        Assert.Equal(VgsErrorId.ResponseInvalid, Assert.Throws<VgsApiException>(() => ReadUpdate(body)).Id);

    [Theory]
    [InlineData("""{"data":{"event":"au_card.valid"}}""")]
    [InlineData("""{"data":{"failure_code":"not-supported"}}""")]
    [InlineData("""{"data":{"number":"tok_1"}}""")]
    public void A_look_up_that_says_one_thing_of_the_card_is_read(string body) =>
        Assert.Equal("mine", ReadUpdate(body).Reference);

    private static CardDetails Card() => CardDetails.Create("John Doe", Secrets.CardNumber, "11", "2024", "row 1");

    private static string Write(CardDetails card) => Encoding.UTF8.GetString(CardJson.Write(card));

    private static VgsCard Read(string body) => CardJson.Read(Get, Answer(body), "mine");

    private static VgsCardUpdate ReadUpdate(string body) => CardJson.ReadUpdate(Get, Answer(body), "mine");

    private static ApiResponse Answer(string body) =>
        new(200, Encoding.UTF8.GetBytes(body), Redactor.MaskSensitive)
        {
            Headers = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["Content-Type"] = ["application/json"],
            },
        };
}
