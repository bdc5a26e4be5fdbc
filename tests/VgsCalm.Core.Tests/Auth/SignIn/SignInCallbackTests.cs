using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>Whatever else reaches the listener disturbs no sign-in.</summary>
public sealed class SignInCallbackTests : BrowserSignInTest
{
    public static TheoryData<string> ForeignCallbacks() =>
        new(
            "code=x",
            "state=&code=x",
            "state=guessed&code=x",
            "state=STATE2&code=x",
            "state=STATE&code=x&iss=https://evil.example/realms/vgs",
            "state=STATE&code=x&iss=HTTPS://auth.verygoodsecurity.com/auth/realms/vgs",
            "state=STATE&code=x&iss=https://auth.verygoodsecurity.com/auth/realms/vgs/",
            "state=STATE",
            "state=STATE&code=",
            "state=STATE&code=x&code=y",
            "state=STATE&code=x&error=access_denied"
        );

    [Theory]
    [MemberData(nameof(ForeignCallbacks))]
    public async Task A_foreign_callback_is_refused_and_the_true_one_still_counts(string foreign)
    {
        var (signIn, query) = await BeginAsync();
        Rig.Server.Answer(200, SignInRig.Granted);

        var refused = await GetAsync(query, foreign.Replace("STATE", query["state"], StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.False(signIn.IsCompleted);

        await GetAsync(query, $"state={query["state"]}&code=true");
        await signIn.Soon();
        Assert.Contains("code=true", Assert.Single(Rig.Server.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_callback_is_refused_while_the_first_is_served()
    {
        var (signIn, query) = await BeginAsync();
        Rig.Server.Hang();
        var first = GetAsync(query, $"state={query["state"]}&code=first");
        while (Rig.Server.Sent.Length == 0)
        {
            await Task.Yield();
        }

        var second = await GetAsync(query, $"state={query["state"]}&code=second");

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Single(Rig.Server.Sent);
        await CtrlC.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.Soon());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => first.Soon());
    }

    [Theory]
    [InlineData("/favicon.ico", 404)]
    [InlineData("/", 404)]
    [InlineData("/callback/more?state=STATE&code=x", 404)]
    public async Task Other_paths_are_not_found_and_disturb_nothing(string path, int status)
    {
        var (signIn, query) = await BeginAsync();

        var target = new Uri(
            new Uri(query["redirect_uri"]!),
            path.Replace("STATE", query["state"], StringComparison.Ordinal)
        );
        var reply = await Browser.GetAsync(target);

        Assert.Equal(status, (int)reply.StatusCode);
        await FinishAsync(signIn, query);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_not_allowed_and_disturb_nothing(string method)
    {
        var (signIn, query) = await BeginAsync();

        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            $"{query["redirect_uri"]}?state={query["state"]}&code=x"
        );
        var reply = await Browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Contains("GET", reply.Content.Headers.Allow);
        await FinishAsync(signIn, query);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /callback")]
    [InlineData("\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n")]
    public async Task Empty_and_broken_connections_disturb_nothing(string sent)
    {
        var (signIn, query) = await BeginAsync();
        var port = new Uri(query["redirect_uri"]!).Port;
        using var ahead = new TcpClient();
        await ahead.ConnectAsync(IPAddress.Loopback, port);
        await ahead.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent));
        using (var gone = new TcpClient())
        {
            await gone.ConnectAsync(IPAddress.Loopback, port);
        }

        await FinishAsync(signIn, query);
    }

    [Fact]
    public async Task A_callback_with_cookies_beyond_all_measure_is_taken()
    {
        var (signIn, query) = await BeginAsync();
        Rig.Server.Answer(200, SignInRig.Granted);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{query["redirect_uri"]}?state={query["state"]}&code=c0de"
        );
        request.Headers.Add("Cookie", "other=" + new string('c', 100_000));

        using var page = await Browser.SendAsync(request).Soon();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await signIn.Soon();
    }

    [Fact]
    public async Task An_endless_request_is_cut_off()
    {
        var (signIn, query) = await BeginAsync();
        using var endless = new TcpClient();
        await endless.ConnectAsync(IPAddress.Loopback, new Uri(query["redirect_uri"]!).Port);
        var stream = endless.GetStream();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (var sent = 0; sent < 10_000; sent++)
            {
                await stream.WriteAsync(new byte[8192]);
            }
        });

        await FinishAsync(signIn, query);
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_names_what_was_ignored()
    {
        var (signIn, query) = await BeginAsync();
        await GetAsync(query, "state=other&code=x");
        await Rig.Clock.UntilWaiting(1);

        Rig.Clock.Advance(TimeSpan.FromSeconds(300));
        var error = await FailureAsync(signIn);

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains("300 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("state", error.Message, StringComparison.Ordinal);
        Assert.Contains("-DeviceCode", error.RecommendedAction, StringComparison.Ordinal);
    }
}
