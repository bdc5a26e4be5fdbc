using System.Globalization;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Auth.SignIn;

/// <summary>Signs a person in by the system's browser: authorization code with PKCE (RFC 8252).</summary>
internal sealed class BrowserSignIn
{
    private readonly RealmClient _realm;
    private readonly BrowserOpener _opener;
    private readonly Action<string> _tell;

    /// <param name="realm">Where the person signs in.</param>
    /// <param name="opener">Opens the browser.</param>
    /// <param name="tell">Shows the person a text, at once.</param>
    public BrowserSignIn(RealmClient realm, BrowserOpener opener, Action<string> tell)
    {
        _realm = realm;
        _opener = opener;
        _tell = tell;
    }

    /// <exception cref="VgsApiException">SignInFailed, or why the server could not be asked.</exception>
    public async Task RunAsync(PersonTokens tokens, RequestObserver observer, CancellationToken cancellationToken)
    {
        var options = _realm.Options;
        var pkce = Pkce.Create();
        var state = RandomText.Create();

        // It listens before the browser opens: a browser that is signed in already comes back at once.
        using var listener = CallbackListener.Start(options.RedirectPorts, state, _realm.Addresses.Issuer);
        var address = Address(listener.RedirectUri, state, pkce.Challenge);
        _tell(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0}\n  {1}\nWaiting up to {2:0} s for the browser to come back to {3}. Ctrl+C ends it.",
                options.OpensBrowser
                    ? "Your browser opens to sign in. If it does not, open this address on this machine:"
                    : "Open this address in a browser on this machine to sign in:",
                address,
                options.TimeLimit.TotalSeconds,
                listener.RedirectUri
            )
        );
        var opening = options.OpensBrowser ? _opener.Open(address) : Task.FromResult<string?>(null);
        var (answer, browser) = await WaitAsync(listener, opening, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            var refused = SignInErrors.Refused(_realm.Options, Shown(error), Shown(answer.ErrorDescription ?? ""));
            await browser.WriteAsync(SignInPage.Failed(refused.Message)).ConfigureAwait(false);
            throw refused;
        }

        try
        {
            await tokens
                .ExchangeCodeAsync(answer.Code ?? "", pkce.Verifier, listener.RedirectUri, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VgsApiException failure)
        {
            await browser.WriteAsync(SignInPage.Failed(failure.Message)).ConfigureAwait(false);
            throw;
        }

        await browser.WriteAsync(SignInPage.SignedIn()).ConfigureAwait(false);
    }

    private string Address(string redirectUri, string state, string challenge)
    {
        var options = _realm.Options;
        var fields = new List<(string Name, string Value)>
        {
            ("client_id", options.ClientId),
            ("response_type", "code"),
            ("scope", options.ScopeText),
            ("redirect_uri", redirectUri),
            ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        };
        if (options.IdentityProvider is { } organization)
        {
            fields.Add(("kc_idp_hint", organization));
        }

        return _realm.Addresses.Authorization
            + "?"
            + string.Join("&", fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
    }

    private async Task<(CallbackAnswer Answer, CallbackConnection Browser)> WaitAsync(
        CallbackListener listener,
        Task<string?> opening,
        CancellationToken cancellationToken
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var callback = listener.WaitAsync();
        var limit = _realm.Clock.Delay(_realm.Options.TimeLimit, over.Token);
        try
        {
            await Task.WhenAny(callback, limit, opening).ConfigureAwait(false);
            if (opening.IsCompleted && await opening.ConfigureAwait(false) is { } obstacle && !callback.IsCompleted)
            {
                throw SignInErrors.NoBrowser(obstacle);
            }

            await Task.WhenAny(callback, limit).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return callback.IsCompleted
                ? await callback.ConfigureAwait(false)
                : throw SignInErrors.TimedOut(_realm.Options, Hint(listener));
        }
        finally
        {
            over.Cancel();
        }
    }

    private static string? Hint(CallbackListener listener) =>
        listener.LastIgnored is { } reason ? $"a callback was ignored: {reason.TrimEnd('.')}" : null;

    private static string Shown(string text) =>
        Redactor.Excerpt(text, TokenResponse.MaxShownLength, Redactor.MaskSensitive);
}
