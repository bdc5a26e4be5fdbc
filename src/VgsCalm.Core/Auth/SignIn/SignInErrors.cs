using VgsCalm.Http.Exchange;

namespace VgsCalm.Auth.SignIn;

/// <summary>What goes wrong while a person signs in, and what to do about it.</summary>
internal static class SignInErrors
{
    private const string OtherWays =
        "Try again with -NoBrowser and open the address yourself, or use -DeviceCode to sign in on another machine.";

    public static VgsApiException TimedOut(SignInOptions options, string? hint) =>
        Failed(
            $"No sign-in was completed within {options.TimeLimit.TotalSeconds:0} s{(hint is null ? "" : $"; {hint}")}.",
            $"{ByBrowser(options)} Where the browser showed an error page, its text says what the server refused "
                + "(-ClientId, -RedirectPort); -SignInTimeoutSec gives more time, -DeviceCode needs no browser here."
        );

    public static VgsApiException DeviceTimedOut(SignInOptions options) =>
        Failed(
            $"No sign-in was completed within {options.TimeLimit.TotalSeconds:0} s.",
            $"{ByDevice(options)}; it shows a new code. -SignInTimeoutSec gives more time."
        );

    public static VgsApiException PortsTaken(IReadOnlyList<int> ports) =>
        Failed(
            ports.Count == 1
                ? $"Port {ports[0]} of 127.0.0.1, which the browser is sent back to, is in use."
                : $"All ports that the browser can be sent back to are in use: {string.Join(", ", ports)} of 127.0.0.1.",
            "End another sign-in that waits (the VGS CLI uses the same ports), name a port that the server knows with "
                + "-RedirectPort, or use -DeviceCode, which needs no port."
        );

    public static VgsApiException NoBrowser(string reason) => Failed($"No browser was opened: {reason}.", OtherWays);

    /// <summary>The server sent the browser back with an error (RFC 6749 §4.1.2.1).</summary>
    public static VgsApiException Refused(SignInOptions options, string code, string? description)
    {
        var action = code switch
        {
            "access_denied" => "Sign in again and grant the access, or ask an administrator of the organization.",
            "invalid_scope" => "Leave -Scope out, or ask for scopes that the client has.",
            "unauthorized_client" => "Check -ClientId.",
            "temporarily_unavailable" or "server_error" => "Try again later.",
            _ => ByBrowser(options),
        };
        return Failed(
            $"The server refused the sign-in ({TokenResponse.DescribeError(code, description)}).",
            action,
            code
        );
    }

    /// <summary>The code was not good for a token.</summary>
    public static VgsApiException CodeRefused(SignInOptions options, string? code, string? description, int status) =>
        Failed(
            $"The person signed in, but the server gave no token: status {status} ({TokenResponse.DescribeError(code, description)}).",
            code is "invalid_client" or "unauthorized_client" ? "Check -ClientId."
                : status < 400 ? "A redirect is not followed with a secret: check -AuthUri."
                : ByBrowser(options),
            code
        );

    public static VgsApiException DeviceNotAllowed(SignInOptions options, string? code, string? description) =>
        Failed(
            $"Client '{options.ClientId}' may not sign in by device code ({TokenResponse.DescribeError(code, description)}).",
            $"Use Connect-VgsCalm -Interactive{options.ReopenArguments}; with -NoBrowser it prints the address, which a browser on this "
                + "machine has to open. In scripts use a service account.",
            code
        );

    public static VgsApiException DeviceRefused(SignInOptions options, string code, string? description) =>
        Failed(
            $"The sign-in was refused ({TokenResponse.DescribeError(code, description)}).",
            code switch
            {
                "access_denied" => $"{ByDevice(options)} and grant the access on the page.",

                // The code was used: by a poll whose answer was lost on the way.
                "invalid_grant" => $"{ByDevice(options)}; it shows a new code.",
                _ => $"Check -ClientId and -Scope. {ByDevice(options)}.",
            },
            code
        );

    /// <summary>Something on the way answered in the server's place.</summary>
    public static VgsApiException RefusedByPage(int status) =>
        Failed($"The sign-in was refused with status {status}.", GatewayPage.Advice);

    public static VgsApiException DeviceCodeExpired(SignInOptions options) =>
        Failed(
            "The code expired before it was typed on the page.",
            $"{ByDevice(options)}; it shows a new code.",
            "expired_token"
        );

    public static VgsApiException DeviceAnswerUnusable(string endpoint, string what) =>
        Failed($"{endpoint} began no sign-in that can be used: {what}.", "Check -AuthUri, or use -Interactive.");

    /// <summary>The refresh token is good for nothing any more.</summary>
    public static VgsApiException Over(SignInOptions options, string? code, string? description) =>
        new(
            VgsErrorId.SignInRequired,
            $"The sign-in of this session is over ({TokenResponse.DescribeError(code, description)}).",
            options.ClientId
        )
        {
            Code = code,
            RecommendedAction =
                $"Sign in again: Connect-VgsCalm -Interactive{options.ReopenArguments} (or -DeviceCode). VGS ends a sign-in after about "
                + "30 minutes without use.",
        };

    // Without them the command would open another session: see VgsSession.
    private static string ByBrowser(SignInOptions options) =>
        $"Run Connect-VgsCalm -Interactive{(options.OpensBrowser ? "" : " -NoBrowser")}{options.ReopenArguments} again.";

    private static string ByDevice(SignInOptions options) =>
        $"Run Connect-VgsCalm -DeviceCode{options.ReopenArguments} again";

    private static VgsApiException Failed(string message, string action, string? code = null) =>
        new(VgsErrorId.SignInFailed, message) { Code = code, RecommendedAction = action };
}
