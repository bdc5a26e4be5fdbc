using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What errors and output show of requests and answers, in places where a secret is not looked for at first.</summary>
public sealed class ShownTextTests
{
    private const string Token = "OpaqueToken-AbCdEf";
    private static readonly RequestSecrets Carried = new(Token, body: null);

    [Fact]
    public void A_token_in_a_media_type_is_hidden_whatever_its_letters_are() =>
        Assert.Equal("application/***", Answer("Content-Type", $"application/{Token}; charset=utf-8").ContentTypeText);

    [Theory]
    [InlineData("CRDx81abc23", "CRDx81abc23")]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData(Token, "***")]
    [InlineData("https://u:pw@host.example/x", "https://***@host.example/x")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl", "***")]
    [InlineData("CRD1\u001b[2J", "CRD1\uFFFD[2J")]
    [InlineData("vault 7", "vault 7")]
    [InlineData("12345678-1234-1234-1234-12345678901a", "12345678-1234-1234-1234-12345678901a")]
    public void An_id_is_shown_as_it_came_unless_it_is_sensitive(string id, string shown) =>
        Assert.Equal(shown, Answer("X-None", "").RedactId(id));

    [Fact]
    public void Bytes_that_NET_quotes_of_an_answer_are_not_shown()
    {
        var quoted = BitConverter.ToString(System.Text.Encoding.ASCII.GetBytes($"Bearer {Token}"));
        var failed = new ExchangeFailedException(
            ExchangeFailure.Connection,
            mayHaveActed: true,
            new HttpRequestException($"Received chunk header length could not be parsed: '{quoted}'."),
            Carried.Redact
        );
        Assert.Equal("Received chunk header length could not be parsed: '***'.", failed.Message);
        Assert.Null(failed.InnerException);
    }

    [Theory]
    [InlineData(null, "/x/411111******1111")]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("order 7/2026", "order 7/2026")]
    public void The_target_of_an_error_has_no_query_and_no_card_number(string? given, string shown) =>
        Assert.Equal(
            shown,
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x/4111111111111111?token=abc") { Target = given }.Target
        );

    private static ApiResponse Answer(string header, string value) =>
        new(400, [], Carried.Redact, Carried.RedactSecrets)
        {
            Headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { [header] = [value] },
        };
}
