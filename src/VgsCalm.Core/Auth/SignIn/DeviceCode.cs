using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Auth.SignIn;

/// <summary>What a server gives a device to sign in with (RFC 8628 §3.2).</summary>
/// <param name="Code">The device's own secret.</param>
/// <param name="UserCode">What the person types.</param>
/// <param name="Page">Where the person types it.</param>
/// <param name="PageWithCode">The same page with the code in its address; null where the server gives none.</param>
/// <param name="Lifetime">How long the code is good.</param>
/// <param name="Interval">Time between two polls.</param>
internal sealed record DeviceCode(
    string Code,
    string UserCode,
    string Page,
    string? PageWithCode,
    TimeSpan Lifetime,
    TimeSpan Interval
)
{
    private const int DefaultLifetimeSeconds = 600;
    private const int DefaultIntervalSeconds = 5;
    private const int MaxLifetimeSeconds = 24 * 60 * 60;

    /// <summary>
    /// The page with the code in its address, and the hint of an identity provider. Keycloak takes the hint from the very address that
    /// begins the sign-in: from the request for a code, or from the page without the code, it does not reach that.
    /// </summary>
    /// <param name="organization">The organization whose provider is meant.</param>
    public string PageWithHint(string organization)
    {
        var page = PageWithCode ?? WithField(Page, "user_code", UserCode);
        return WithField(page, "kc_idp_hint", organization);
    }

    /// <exception cref="VgsApiException">SignInFailed: the answer lacks something, or names a page that must not be opened.</exception>
    public static DeviceCode Read(ApiResponse answer, string endpoint)
    {
        using var json =
            JsonFields.ParseObject(answer.JsonBody)
            ?? throw SignInErrors.DeviceAnswerUnusable(endpoint, "it is not a JSON object");
        var root = json.RootElement;
        var code = root.Text("device_code");
        if (string.IsNullOrEmpty(code))
        {
            throw SignInErrors.DeviceAnswerUnusable(endpoint, "it has no device_code");
        }

        // Both are shown on a terminal: nothing but visible characters.
        var userCode = root.Text("user_code");
        if (string.IsNullOrEmpty(userCode) || userCode!.Length > 64 || userCode.Any(c => c is < ' ' or > '~'))
        {
            throw SignInErrors.DeviceAnswerUnusable(endpoint, "it has no user_code that can be typed");
        }

        var page =
            PageAt(root.Text("verification_uri") ?? root.Text("verification_url"))
            ?? throw SignInErrors.DeviceAnswerUnusable(endpoint, "its verification_uri is no https address");
        return new DeviceCode(
            code!,
            userCode,
            page,
            PageAt(root.Text("verification_uri_complete")),
            Seconds(root.Integer("expires_in"), DefaultLifetimeSeconds, MaxLifetimeSeconds),
            Seconds(root.Integer("interval"), DefaultIntervalSeconds, DefaultLifetimeSeconds)
        );
    }

    private static string WithField(string address, string name, string value) =>
        $"{address}{(address.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    private static TimeSpan Seconds(int? given, int otherwise, int max) =>
        TimeSpan.FromSeconds(given is > 0 ? Math.Min(given.Value, max) : otherwise);

    private static string? PageAt(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri
            : null;
}
