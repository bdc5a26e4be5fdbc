using System.Text.RegularExpressions;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What -Verbose and -Debug get to hear.</summary>
public sealed class RequestTraceTests : IDisposable
{
    private const string Card =
        """{"name":"John Doe","number":"4111111111111111","cvv":"737","nested":{"cvc":737"""
        + ""","list":[{"pan":"4111-1111-1111-1111"}]},"client_secret":"s3cr3t"}""";
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task Every_try_is_one_line()
    {
        _rig.Service.Answer(503).LoseAnswer().Answer(200, "{}", headers: [("X-Request-Id", "trace-1")]);
        await _rig.Send(TransportRig.Get("/cards/CRDx81abc23?number=4111111111111111"));
        var expected = new[]
        {
            "^GET /cards/CRD…c23 503 [0-9]+ ms 0 bytes attempt 1$",
            @"^GET /cards/CRD…c23 no answer \(Connection\) [0-9]+ ms 0 bytes attempt 2$",
            "^GET /cards/CRD…c23 200 [0-9]+ ms 2 bytes attempt 3 trace trace-1$",
        };
        Assert.Equal(expected.Length, _rig.Verbose.Length);
        Assert.All(expected.Zip(_rig.Verbose), e => Assert.Matches(new Regex(e.First), e.Second));
    }

    [Fact]
    public async Task Debug_shows_headers_and_bodies_but_nothing_secret()
    {
        _rig.Service.Answer(200, Card, headers: [("Set-Cookie", "session=c00kie"), ("X-Note", "to 4111111111111111")]);
        await _rig.Send(
            new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards")
            {
                Body = System.Text.Encoding.UTF8.GetBytes(Card),
                Query = [new("number", Secrets.CardNumber)],
                Headers = [new("X-Api-Key", "k3y-of-mine"), new("X-Note", Secrets.CardNumber)],
            }
        );
        Assert.Contains("> POST /cards", _rig.Debug, StringComparison.Ordinal);
        Assert.Contains("> Authorization: ***", _rig.Debug, StringComparison.Ordinal);
        Assert.Contains("John Doe", _rig.Debug, StringComparison.Ordinal);
        Assert.Contains("< 200", _rig.Debug, StringComparison.Ordinal);
        Assert.Contains("411111******1111", _rig.Debug, StringComparison.Ordinal);
        foreach (var secret in new[] { "access-token", "1111111", "1111-1111", "737", "s3cr3t", "c00kie", "k3y" })
        {
            Assert.DoesNotContain(secret, _rig.Debug, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("number=4111111111111111&cvv=737")]
    [InlineData("<card cvv='737'>4111111111111111</card>")]
    [InlineData("""{"cvv":"737",""")]
    [InlineData("""{"cvv":"1","cvv":"737"}""")]
    public async Task A_body_that_is_no_JSON_is_shown_by_its_size_only(string body)
    {
        _rig.Service.Answer(200, body, "text/plain");
        await _rig.Send(TransportRig.Post(body));
        Assert.Contains($"< ({body.Length} bytes that are no JSON, text/plain)", _rig.Debug, StringComparison.Ordinal);
        Assert.DoesNotContain("737", _rig.Debug, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_service_repeats_is_not_shown()
    {
        _rig.Service.Answer(
            200,
            """{"authorization":"x","seen":"Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"}""",
            headers: [("X-Seen", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")]
        );
        await _rig.Send(TransportRig.Get());
        Assert.DoesNotContain("eyJ", _rig.Debug, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_body_is_shown_by_its_size_only()
    {
        _rig.Service.Answer(200, $"\"{new string('x', 20_000)}\"");
        await _rig.Send(TransportRig.Get());
        Assert.Contains("(20002 bytes, application/json)", _rig.Debug, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_id_that_is_a_card_number_is_none()
    {
        _rig.Service.AnswerSaying(200, "X-Request-Id", Secrets.CardNumber);
        await _rig.Send(TransportRig.Get());
        Assert.DoesNotContain("trace", Assert.Single(_rig.Verbose), StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();
}
