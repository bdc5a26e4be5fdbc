using System.Web;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A person signs in by browser.</summary>
public sealed class BrowserSignInTests : BrowserSignInTest
{
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
        Rig.Server.Answer(200, SignInRig.Granted);

        var page = await GetAsync(query, $"state={query["state"]}&code=c0de&iss={SignInRig.Issuer}");
        await signIn.Soon();

        var sent = Assert.Single(Rig.Server.Sent);
        var form = HttpUtility.ParseQueryString(sent.Body!);
        Assert.Equal(SignInRig.Issuer + "/protocol/openid-connect/token", sent.Address.ToString());
        Assert.Equal(
            ("authorization_code", "c0de", query["redirect_uri"], "vgs-cli-public"),
            (form["grant_type"], form["code"], form["redirect_uri"], form["client_id"])
        );
        Assert.Equal(query["code_challenge"], Pkce.CreateChallenge(form["code_verifier"]!));
        Assert.Contains("You are signed in", page.Body, StringComparison.Ordinal);
        Assert.Equal("acc3ss.t0ken", (await Rig.Tokens.RequestAsync(Rig.Observer, default)).Value);
    }

    [Fact]
    public async Task The_page_keeps_the_code_out_of_caches_and_referrers()
    {
        var (signIn, query) = await BeginAsync();
        Rig.Server.Answer(200, SignInRig.Granted);

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
        Rig.Server.Answer(400, """{"error":"invalid_grant","error_description":"<b>Code</b> not valid"}""");

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
        Rig.Server.Answer(400, $$"""{"error":"invalid_grant","error_description":"{{description}}"}""");

        await GetAsync(query, $"state={query["state"]}&code=c0de");
        var error = await FailureAsync(signIn);

        Assert.Contains(description, error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Run Connect-VgsCalm -Interactive -NoBrowser again",
            error.RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("access_denied", "grant the access")]
    [InlineData("login_required", "Run Connect-VgsCalm -Interactive -NoBrowser again")]
    [InlineData("temporarily_unavailable", "later")]
    [InlineData("invalid_scope", "-Scope")]
    [InlineData("invalid_request", "Run Connect-VgsCalm -Interactive -NoBrowser again")]
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
        Assert.Empty(Rig.Server.Sent);
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

    [Fact]
    public async Task No_secret_is_in_the_trace()
    {
        var (signIn, query) = await BeginAsync();
        await FinishAsync(signIn, query);

        var heard = string.Join('\n', Rig.Heard);
        Assert.Contains("grant_type=authorization_code", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("c0de", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("r3fresh", heard, StringComparison.Ordinal);
        var verifier = HttpUtility.ParseQueryString(Rig.Server.Sent[0].Body!)["code_verifier"]!;
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
}
