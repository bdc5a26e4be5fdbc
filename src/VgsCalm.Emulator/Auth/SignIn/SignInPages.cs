using System.Text.Encodings.Web;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>The realm's pages, with the fields and buttons that Keycloak's have.</summary>
internal static class SignInPages
{
    /// <summary>The sign-in form.</summary>
    /// <param name="signIn">What is signed in to.</param>
    /// <param name="problem">Why the form comes again; null at first.</param>
    public static Answer SignIn(PendingSignIn signIn, string? problem = null)
    {
        var hint = signIn.IdentityProvider is { } organization
            ? $"<p>Identity provider of <code>{Encode(organization)}</code></p>"
            : "";
        return Page(
            problem is null ? 200 : 400,
            "Sign in to your account",
            $"""
            {hint}{Alert(problem)}<form id="kc-form-login" method="post" action="{Action("authenticate", signIn)}">
            <p><label for="username">Email</label> <input id="username" name="username" autocomplete="username" autofocus></p>
            <p><label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password"></p>
            <p><button id="kc-login" type="submit">Sign In</button></p>
            </form>
            """
        );
    }

    /// <summary>The question whether the client may have what it asks for.</summary>
    public static Answer Consent(PendingSignIn signIn) =>
        Page(
            200,
            $"Grant Access to {PublicClient.Id}",
            $"""
            <p>Do you grant these access privileges?</p><ul>{string.Concat(signIn.Scopes.Select(Item))}</ul>
            <form method="post" action="{Action("consent", signIn)}">
            <p><button id="kc-login" name="accept" value="yes" type="submit">Yes</button>
            <button id="kc-cancel" name="cancel" value="no" type="submit">No</button></p>
            </form>
            """
        );

    /// <summary>The form that takes a device's code.</summary>
    public static Answer DeviceCode(string? problem = null) =>
        Page(
            problem is null ? 200 : 400,
            "Device Login",
            $"""
            {Alert(
                problem
            )}<form id="kc-user-verify-device-user-code-form" method="post" action="/auth/realms/vgs/device">
            <p><label for="device-user-code">Enter the code provided by your device and click Submit</label></p>
            <p><input id="device-user-code" name="device_user_code" autocomplete="off" autofocus></p>
            <p><button type="submit">Submit</button></p>
            </form>
            """
        );

    /// <summary>A page that only tells something.</summary>
    public static Answer Message(int status, string title, string text) =>
        Page(status, title, $"<p id=\"kc-message\">{Encode(text)}</p>");

    private static string Action(string step, PendingSignIn signIn) =>
        $"/auth/realms/vgs/login-actions/{step}?session_code={signIn.Id}";

    private static string Alert(string? problem) =>
        problem is null ? "" : $"<p id=\"input-error\" role=\"alert\">{Encode(problem)}</p>";

    private static string Item(string scope) => $"<li>{Encode(scope)}</li>";

    private static Answer Page(int status, string title, string content) =>
        Answer
            .Text(
                status,
                $$"""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>{{Encode(title)}}</title>
                <style>body{font-family:sans-serif;max-width:32em;margin:3em auto;padding:0 1em}</style></head>
                <body><h1>{{Encode(title)}}</h1>
                {{content}}
                <p><small>An emulator of VGS on this machine.</small></p></body></html>

                """,
                "text/html; charset=utf-8"
            )
            .With("Cache-Control", "no-store, must-revalidate, max-age=0")
            .With("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
