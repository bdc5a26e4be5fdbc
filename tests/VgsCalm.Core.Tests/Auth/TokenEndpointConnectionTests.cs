using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>The session's own HTTP client against a real server.</summary>
public sealed class TokenEndpointConnectionTests
{
    [Fact]
    public async Task An_unsigned_certificate_ends_it_before_the_secret_leaves()
    {
        var arrived = 0;
        await using var server = await WebServer.StartUntrusted(_ =>
        {
            Interlocked.Increment(ref arrived);
            return Task.CompletedTask;
        });
        var error = await Fail(server.Address);
        Assert.Equal(VgsErrorId.CertificateInvalid, error.Id);
        Assert.Equal(0, arrived);
    }

    [Fact]
    public async Task The_client_itself_follows_no_redirect()
    {
        var paths = new ConcurrentQueue<string>();
        await using var server = await WebServer.Start(context =>
        {
            paths.Enqueue(context.Request.Path);
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        Assert.Equal(VgsErrorId.TokenResponseInvalid, (await Fail(server.Address)).Id);
        Assert.Equal(["/auth/realms/vgs/protocol/openid-connect/token"], paths);
    }

    [Fact]
    public async Task The_client_keeps_no_cookies()
    {
        var cookies = new ConcurrentQueue<string>();
        await using var server = await WebServer.Start(context =>
        {
            cookies.Enqueue(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("session", "1");
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await Fail(server.Address);
        Assert.Equal(["", "", ""], cookies);
    }

    private static async Task<VgsApiException> Fail(Uri server)
    {
        using var http = SessionHttp.Direct();
        using var credentials = new ClientCredentials("ACx-calm", Secrets.Protect(Secrets.ClientSecret));
        var address = ServiceAddresses.Create(VgsEnvironment.Sandbox, auth: server.ToString()).Token;
        var endpoint = new TokenEndpoint(
            http,
            address,
            credentials,
            [],
            TimeSpan.FromMinutes(3),
            new FakeClock { SkipsWaits = true }
        );
        return await Assert.ThrowsAsync<VgsApiException>(() =>
            endpoint.RequestAsync(new RequestObserver(), CancellationToken.None)
        );
    }
}
