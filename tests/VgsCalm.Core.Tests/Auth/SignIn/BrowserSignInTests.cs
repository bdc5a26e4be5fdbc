using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A person signs in by browser; whatever else reaches the listener disturbs nothing.</summary>
public sealed class BrowserSignInTests : IDisposable
{
    private readonly SignInRig _rig = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _ctrlC = new();

    [Fact]
    public async Task The_address_has_all_that_the_realm_asks_for()
    {
        var (_, query) = await BeginAsync();

        Assert.Equal("vgs-cli-public", query["client_id"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("idp openid", query["scope"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/callback$", query["redirect_uri"]);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", query["state"]);
        Assert.Null(query["kc_idp_hint"]);
    }

    [Fact]
    public async Task An_identity_provider_goes_along_as_the_hint()
    {
        using var rig = new SignInRig(
            new SignInOptions
            {
                RedirectPorts = [0],
                OpensBrowser = false,
                IdentityProvider = "ACgwBwv1PeYL",
            }
        );
        var (_, query) = await BeginAsync(rig);

        Assert.Equal("ACgwBwv1PeYL", query["kc_idp_hint"]);
    }

    [Fact]
    public async Task The_code_is_spent_with_the_verifier_of_the_challenge()
    {
        var (signIn, query) = await BeginAsync();
        _rig.Server.Answer(200, SignInRig.Granted);

        var page = await GetAsync(query, $"state={query["state"]}&code=c0de&iss={SignInRig.Issuer}");
        await signIn.Soon();

        var sent = Assert.Single(_rig.Server.Sent);
        var form = HttpUtility.ParseQueryString(sent.Body!);
        Assert.Equal(SignInRig.Issuer + "/protocol/openid-connect/token", sent.Address.ToString());
        Assert.Equal(
            ("authorization_code", "c0de", query["redirect_uri"], "vgs-cli-public"),
            (form["grant_type"], form["code"], form["redirect_uri"], form["client_id"])
        );
        Assert.Equal(query["code_challenge"], Pkce.CreateChallenge(form["code_verifier"]!));
        Assert.Contains("You are signed in", page.Body, StringComparison.Ordinal);
        Assert.Equal("acc3ss.t0ken", (await _rig.Tokens.RequestAsync(_rig.Observer, default)).Value);
    }

    [Fact]
    public async Task The_page_keeps_the_code_out_of_caches_and_referrers()
    {
        var (signIn, query) = await BeginAsync();
        _rig.Server.Answer(200, SignInRig.Granted);

        var page = await GetAsync(query, $"state={query["state"]}&code=c0de");
        await signIn.Soon();

        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("close", page.Header("Connection"));
        Assert.DoesNotContain("script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c0de", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_signed_in_only_when_the_code_was_good()
    {
        var (signIn, query) = await BeginAsync();
        _rig.Server.Answer(400, """{"error":"invalid_grant","error_description":"<b>Code</b> not valid"}""");

        var page = await GetAsync(query, $"state={query["state"]}&code=c0de");
        var error = await FailureAsync(signIn);

        Assert.Contains("The sign-in failed", page.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Code&lt;/b&gt; not valid", page.Body, StringComparison.Ordinal);
        Assert.Equal((VgsErrorId.SignInFailed, "invalid_grant"), (error.Id, error.Code));
    }

    [Theory]
    [InlineData("Code not valid")]
    [InlineData("Code is expired")]
    [InlineData("Incorrect redirect_uri")]
    [InlineData("Session not active")]
    [InlineData("PKCE verification failed: Code mismatch")]
    [InlineData("PKCE code verifier not specified")]
    public async Task A_code_that_is_refused_means_to_start_over(string description)
    {
        var (signIn, query) = await BeginAsync();
        _rig.Server.Answer(400, $$"""{"error":"invalid_grant","error_description":"{{description}}"}""");

        await GetAsync(query, $"state={query["state"]}&code=c0de");
        var error = await FailureAsync(signIn);

        Assert.Contains(description, error.Message, StringComparison.Ordinal);
        Assert.Contains("Run Connect-VgsCalm again", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "grant the access")]
    [InlineData("login_required", "Run Connect-VgsCalm again")]
    [InlineData("temporarily_unavailable", "later")]
    [InlineData("invalid_scope", "-Scope")]
    [InlineData("invalid_request", "Run Connect-VgsCalm again")]
    [InlineData("unauthorized_client", "-ClientId")]
    public async Task An_error_of_the_server_ends_it_at_once_with_its_text(string code, string action)
    {
        var (signIn, query) = await BeginAsync();

        var page = await GetAsync(
            query,
            $"error={code}&error_description=User+said+no&state={query["state"]}&iss={SignInRig.Issuer}"
        );
        var error = await FailureAsync(signIn);

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains("User said no", error.Message, StringComparison.Ordinal);
        Assert.Contains(action, error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("The sign-in failed", page.Body, StringComparison.Ordinal);
        Assert.Empty(_rig.Server.Sent);
    }

    [Fact]
    public async Task A_servers_text_cannot_steer_the_terminal()
    {
        var (signIn, query) = await BeginAsync();

        await GetAsync(query, $"error=access_denied&error_description=%1B%5B2Jgone%07&state={query["state"]}");
        var error = await FailureAsync(signIn);

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Contains("gone", error.Message, StringComparison.Ordinal);
    }

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
        _rig.Server.Answer(200, SignInRig.Granted);

        var refused = await GetAsync(query, foreign.Replace("STATE", query["state"], StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.False(signIn.IsCompleted);

        await GetAsync(query, $"state={query["state"]}&code=true");
        await signIn.Soon();
        Assert.Contains("code=true", Assert.Single(_rig.Server.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_callback_is_refused_while_the_first_is_served()
    {
        var (signIn, query) = await BeginAsync();
        _rig.Server.Hang();
        var first = GetAsync(query, $"state={query["state"]}&code=first");
        while (_rig.Server.Sent.Length == 0)
        {
            await Task.Yield();
        }

        var second = await GetAsync(query, $"state={query["state"]}&code=second");

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Single(_rig.Server.Sent);
        await _ctrlC.CancelAsync();
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
        var reply = await _browser.GetAsync(target);

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
        var reply = await _browser.SendAsync(request);

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
        await _rig.Clock.UntilWaiting(1);

        _rig.Clock.Advance(TimeSpan.FromSeconds(300));
        var error = await FailureAsync(signIn);

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains("300 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("state", error.Message, StringComparison.Ordinal);
        Assert.Contains("-DeviceCode", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once_and_frees_the_port()
    {
        var (signIn, query) = await BeginAsync();

        await _ctrlC.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.Soon());

        using var again = CallbackListener.Start([new Uri(query["redirect_uri"]!).Port], "s", "i");
    }

    [Fact]
    public async Task A_port_that_was_used_can_be_used_again_at_once()
    {
        var (signIn, query) = await BeginAsync();
        await FinishAsync(signIn, query);

        using var again = CallbackListener.Start([new Uri(query["redirect_uri"]!).Port], "s", "i");

        Assert.Equal(query["redirect_uri"], again.RedirectUri);
    }

    [Fact]
    public async Task The_first_free_port_is_taken_and_no_one_else_can_share_it()
    {
        using var taken = CallbackListener.Start([0], "s", "i");
        var port = new Uri(taken.RedirectUri).Port;

        using var next = CallbackListener.Start([port, 0], "s", "i");

        Assert.NotEqual(taken.RedirectUri, next.RedirectUri);
        using var other = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(IPAddress.IPv6Loopback, port));
    }

    [Fact]
    public void Without_a_free_port_all_are_named()
    {
        using var taken = CallbackListener.Start([0], "s", "i");
        var port = new Uri(taken.RedirectUri).Port;

        var error = Assert.Throws<VgsApiException>(() => CallbackListener.Start([port, port], "s", "i"));

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains($"{port}, {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("-RedirectPort", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_the_trace()
    {
        var (signIn, query) = await BeginAsync();
        await FinishAsync(signIn, query);

        var heard = string.Join('\n', _rig.Heard);
        Assert.Contains("grant_type=authorization_code", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("c0de", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("r3fresh", heard, StringComparison.Ordinal);
        var verifier = HttpUtility.ParseQueryString(_rig.Server.Sent[0].Body!)["code_verifier"]!;
        Assert.DoesNotContain(verifier, heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_browser_can_be_opened_the_address_was_told_before()
    {
        using var rig = new SignInRig(new SignInOptions { RedirectPorts = [0] });
        var opener = new BrowserOpener(
            new DesktopEnvironment { Platform = System.Runtime.InteropServices.OSPlatform.Linux, Variable = _ => null },
            _ => throw new InvalidOperationException("Nothing is to be started.")
        );

        var signIn = new BrowserSignIn(rig.Realm, opener, rig.Told.SetResult).RunAsync(
            rig.Tokens,
            rig.Observer,
            default
        );
        var error = await FailureAsync(signIn);

        Assert.Contains("-NoBrowser", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(SignInRig.Issuer, await rig.Told.Task.Soon(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _ctrlC.Cancel();
        _ctrlC.Dispose();
        _browser.Dispose();
        _rig.Dispose();
    }

    private async Task FinishAsync(Task signIn, System.Collections.Specialized.NameValueCollection query)
    {
        _rig.Server.Answer(200, SignInRig.Granted);
        var page = await GetAsync(query, $"state={query["state"]}&code=c0de");
        await signIn.Soon();
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    private async Task<(Task SignIn, System.Collections.Specialized.NameValueCollection Query)> BeginAsync(
        SignInRig? rig = null
    )
    {
        rig ??= _rig;
        var signIn = new BrowserSignIn(rig.Realm, BrowserOpener.System, rig.Told.SetResult).RunAsync(
            rig.Tokens,
            rig.Observer,
            _ctrlC.Token
        );
        var told = await rig.Told.Task.Soon();
        var address = told.Split('\n', ' ').Single(word => word.StartsWith(SignInRig.Issuer, StringComparison.Ordinal));
        return (signIn, HttpUtility.ParseQueryString(new Uri(address).Query));
    }

    private async Task<Page> GetAsync(System.Collections.Specialized.NameValueCollection query, string callback)
    {
        using var reply = await _browser.GetAsync($"{query["redirect_uri"]}?{callback}").Soon();
        return new Page(reply.StatusCode, await reply.Content.ReadAsStringAsync(), reply);
    }

    private static async Task<VgsApiException> FailureAsync(Task signIn) =>
        await Assert.ThrowsAsync<VgsApiException>(() => signIn.Soon());

    private sealed record Page(HttpStatusCode Status, string Body, HttpResponseMessage Response)
    {
        public string? Header(string name) =>
            Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }
}
