namespace VgsCalm.Http.Exchange;

/// <summary>
/// A refusal that VGS did not give. VGS answers in JSON; what stands between speaks for itself in HTML: nginx, squid, a firewall.
/// </summary>
internal static class GatewayPage
{
    public const string Advice =
        "The answer is a web page, as a proxy, gateway or firewall on the way gives it, not VGS: ask whoever runs that one.";

    public static bool Is(ApiResponse answer) =>
        answer.StatusCode is >= 400 and < 500 and not (408 or 429)
        && answer.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}
