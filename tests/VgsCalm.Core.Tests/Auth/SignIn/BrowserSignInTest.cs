using System.Collections.Specialized;
using System.Net;
using System.Web;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A sign-in that waits for its callback, and a browser that makes it.</summary>
public abstract class BrowserSignInTest : IDisposable
{
    private protected SignInRig Rig { get; } = new();

    private protected HttpClient Browser { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Cancels the sign-in.</summary>
    private protected CancellationTokenSource CtrlC { get; } = new();

    public void Dispose()
    {
        CtrlC.Cancel();
        CtrlC.Dispose();
        Browser.Dispose();
        Rig.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task FinishAsync(Task signIn, NameValueCollection query)
    {
        Rig.Server.Answer(200, SignInRig.Granted);
        var page = await GetAsync(query, $"state={query["state"]}&code=c0de");
        await signIn.Soon();
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    private protected async Task<(Task SignIn, NameValueCollection Query)> BeginAsync(SignInRig? rig = null)
    {
        rig ??= Rig;
        var signIn = new BrowserSignIn(rig.Realm, BrowserOpener.System, rig.Told.SetResult).RunAsync(
            rig.Tokens,
            rig.Observer,
            CtrlC.Token
        );
        var told = await rig.Told.Task.Soon();
        var address = told.Split('\n', ' ').Single(word => word.StartsWith(SignInRig.Issuer, StringComparison.Ordinal));
        return (signIn, HttpUtility.ParseQueryString(new Uri(address).Query));
    }

    private protected async Task<Page> GetAsync(NameValueCollection query, string callback)
    {
        using var reply = await Browser.GetAsync($"{query["redirect_uri"]}?{callback}").Soon();
        return new Page(reply.StatusCode, await reply.Content.ReadAsStringAsync(), reply);
    }

    private protected static async Task<VgsApiException> FailureAsync(Task signIn) =>
        await Assert.ThrowsAsync<VgsApiException>(() => signIn.Soon());

    private protected sealed record Page(HttpStatusCode Status, string Body, HttpResponseMessage Response)
    {
        public string? Header(string name) =>
            Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }
}
