using VgsCalm.Auth;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>Answers of success that hold no token: one request each, and nothing of them in the error.</summary>
public sealed class UnusableTokenAnswerTests
{
    [Theory]
    [InlineData(200, "access_token=t0k3n&token_type=bearer&expires_in=300", "application/x-www-form-urlencoded")]
    [InlineData(200, "access_token=t0k3n&token_type=bearer&expires_in=300", "application/json")]
    [InlineData(200, "access_token=t0k3n", "text/plain")]
    [InlineData(200, "<oauth><access_token>t0k3n</access_token></oauth>", "application/xml")]
    [InlineData(200, "<html><body>t0k3n</body></html>", "text/html")]
    [InlineData(200, """["t0k3n"]""", "application/json")]
    [InlineData(200, "\"t0k3n\"", "application/json")]
    [InlineData(200, """{"data":{"access_token":"t0k3n"}}""", "application/json")]
    [InlineData(200, """{"Access_Token":"t0k3n"}""", "application/json")]
    [InlineData(200, """{"access_token":"t0k3n","token_type":"mac"}""", "application/json")]
    [InlineData(200, "", "application/json")]
    [InlineData(201, "", "application/json")]
    [InlineData(204, "", "application/json")]
    [InlineData(205, "", "application/json")]
    [InlineData(206, """{"access_token":"t0k3""", "application/json")]
    public async Task It_is_refused_after_one_request(int status, string body, string contentType)
    {
        using var server = new ScriptedHandler().Answer(status, body, contentType);
        using var http = new HttpClient(server, disposeHandler: false);
        using var credentials = new ClientCredentials("ACx-calm", Secrets.Protect(Secrets.ClientSecret));
        var endpoint = new TokenEndpoint(
            http,
            ServiceAddresses.Create(VgsEnvironment.Sandbox).Token,
            credentials,
            [],
            TimeSpan.FromMinutes(1),
            new FakeClock()
        );

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            endpoint.RequestAsync(new RequestObserver(), CancellationToken.None).Soon()
        );

        Assert.Equal(VgsErrorId.TokenResponseInvalid, error.Id);
        Assert.Single(server.Sent);
        Assert.DoesNotContain("t0k3", error.ToString(), StringComparison.Ordinal);
    }
}
