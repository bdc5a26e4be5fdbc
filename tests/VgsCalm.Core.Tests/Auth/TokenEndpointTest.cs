using VgsCalm.Auth;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>A token endpoint that answers by a script.</summary>
public abstract class TokenEndpointTest : IDisposable
{
    private protected const string Granted =
        """{"access_token":"acc3ss.t0ken","expires_in":300,"token_type":"bearer","scope":"cards:read"}""";

    /// <summary>Id and secret as a job gives them.</summary>
    private protected (string Id, string Secret) Given { get; set; } = ("ACx-calm", Secrets.ClientSecret);

    private protected static TimeSpan LongEnough { get; } = TimeSpan.FromMinutes(1);

    private protected ScriptedHandler Server { get; } = new();

    private protected FakeClock Clock { get; } = new() { SkipsWaits = true };

    /// <summary>What -Verbose and -Debug would show.</summary>
    private protected List<string> Heard { get; } = [];

    public void Dispose()
    {
        Server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<VgsApiException> Fail(params string[] scope)
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Request(scope));
        Assert.NotNull(error.RecommendedAction);
        Assert.DoesNotContain(Secrets.ClientSecret, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    private protected Task<AccessToken> Request(params string[] scope) =>
        Request(LongEnough, scope, CancellationToken.None);

    private protected async Task<AccessToken> Request(
        TimeSpan timeout,
        string[] scope,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient(Server, disposeHandler: false);
        using var credentials = new ClientCredentials(Given.Id, Secrets.Protect(Given.Secret));
        var address = ServiceAddresses.Create(VgsEnvironment.Sandbox).Token;
        var endpoint = new TokenEndpoint(http, address, credentials, scope, timeout, Clock);
        return await endpoint.RequestAsync(new RequestObserver(Heard.Add, Heard.Add), cancellationToken).Soon();
    }
}
