using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>The whole way to a token, over a real connection, to a server that we did not write.</summary>
public sealed class OpenIddictTests(OpenIddictServer server) : IClassFixture<OpenIddictServer>
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task The_first_token_comes_with_its_lifetime_and_scope()
    {
        var asked = _clock.Elapsed;
        var token = await Request(OpenIddictServer.ClientId, Secrets.ClientSecret, "cards:read", "cards:write");
        Assert.NotEmpty(token.Value);
        Assert.Equal(["cards:read", "cards:write"], token.Scope.Order(StringComparer.Ordinal));

        // OpenIddict rounds the remaining lifetime down.
        Assert.InRange((token.ExpiresAt - asked).TotalSeconds, 295, 300);
    }

    [Fact]
    public async Task A_token_needs_no_scope() =>
        Assert.NotEmpty((await Request(OpenIddictServer.ClientId, Secrets.ClientSecret)).Value);

    [Fact]
    public async Task A_wrong_secret_is_refused() =>
        await AssertRefused(VgsErrorId.AuthenticationFailed, "invalid_client", OpenIddictServer.ClientId, "wrong");

    [Fact]
    public async Task A_client_that_does_not_exist_is_refused() =>
        await AssertRefused(VgsErrorId.AuthenticationFailed, "invalid_client", "ACnobody", Secrets.ClientSecret);

    [Fact]
    public async Task A_scope_that_does_not_exist_is_refused() =>
        await AssertRefused(
            VgsErrorId.InvalidScope,
            "invalid_scope",
            OpenIddictServer.ClientId,
            Secrets.ClientSecret,
            "cards:fly"
        );

    [Fact]
    public async Task A_scope_that_is_not_assigned_is_refused()
    {
        var error = await Fail(OpenIddictServer.ClientId, Secrets.ClientSecret, "merchants:write");
        Assert.Contains(error.Id, new[] { VgsErrorId.InvalidScope, VgsErrorId.AuthenticationFailed });
    }

    [Theory]
    [InlineData("+ & % =")]
    [InlineData("a b;c?d#e/f\\g\"h'i")]
    [InlineData("pässwörd€漢字")]
    [InlineData("\U0001F512\U0001F511")]
    [InlineData("%2B%26&grant_type=password")]
    public async Task A_secret_arrives_as_it_is(string secret)
    {
        var id = $"client {Guid.NewGuid()}";
        await server.Register(id, secret);
        Assert.NotEmpty((await Request(id, secret)).Value);
        await AssertRefused(VgsErrorId.AuthenticationFailed, "invalid_client", id, secret + " ");
    }

    [Fact]
    public async Task A_token_serves_until_it_is_due_and_is_then_replaced()
    {
        using var http = SessionHttp.Direct();
        using var credentials = new ClientCredentials(OpenIddictServer.ClientId, Secrets.Protect(Secrets.ClientSecret));
        using var source = new AccessTokenSource(Endpoint(http, credentials).RequestAsync, _clock);
        var before = server.Bodies.Count;

        var first = await source.GetAsync(new RequestObserver(), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(230));
        Assert.Same(first, await source.GetAsync(new RequestObserver(), CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(10));
        var second = await source.GetAsync(new RequestObserver(), CancellationToken.None);

        Assert.NotEqual(first.Value, second.Value);
        var bodies = server.Bodies.Skip(before).ToArray();
        Assert.Equal(2, bodies.Length);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.DoesNotContain("refresh_token", bodies[1], StringComparison.Ordinal);
    }

    private async Task AssertRefused(VgsErrorId id, string code, string clientId, string secret, params string[] scope)
    {
        var error = await Fail(clientId, secret, scope);
        Assert.Equal((id, code), (error.Id, error.Code));
    }

    private Task<VgsApiException> Fail(string clientId, string secret, params string[] scope) =>
        Assert.ThrowsAsync<VgsApiException>(() => Request(clientId, secret, scope));

    private async Task<AccessToken> Request(string clientId, string secret, params string[] scope)
    {
        using var http = SessionHttp.Direct();
        using var credentials = new ClientCredentials(clientId, Secrets.Protect(secret));
        return await Endpoint(http, credentials, scope).RequestAsync(new RequestObserver(), CancellationToken.None);
    }

    private TokenEndpoint Endpoint(HttpClient http, ClientCredentials credentials, params string[] scope) =>
        new(
            http,
            ServiceAddresses.Create(VgsEnvironment.Sandbox, auth: server.Address.ToString()).Token,
            credentials,
            scope,
            TimeSpan.FromSeconds(100),
            _clock
        );
}
