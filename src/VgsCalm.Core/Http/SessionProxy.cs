using System.Net;
using System.Runtime.InteropServices;

namespace VgsCalm.Http;

/// <summary>The forward proxy that a session's API requests pass, such as a vault's outbound proxy, which reveals aliases on the way.</summary>
internal sealed class SessionProxy
{
    private readonly NetworkCredential? _credentials;

    public SessionProxy(Uri address, NetworkCredential? credentials, ExtraTrust? trust)
    {
        if (address.Scheme is not ("http" or "https")) throw Unsupported(address, "only http and https proxies are known");
        if (address.Scheme == "https" && !RuntimeTalksTlsToProxies())
        {
            // .NET 7 would send the requests around such a proxy without a word.
            throw Unsupported(address, $"{RuntimeInformation.FrameworkDescription} cannot talk to an https proxy");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new VgsApiException(VgsErrorId.RequestInvalid, "The proxy's address has a user in it: addresses end up in logs.", Shown(address))
            {
                RecommendedAction = "Give the user and password with -ProxyCredential.",
            };
        }

        Address = address;
        _credentials = credentials;
        Trust = trust;
    }

    public Uri Address { get; }

    public ExtraTrust? Trust { get; }

    /// <summary>The outbound proxy of a vault. Source: VGS, "Outbound connections".</summary>
    public static Uri OfVault(string vaultId, VgsEnvironment environment) =>
        new($"https://{vaultId}.{(environment == VgsEnvironment.Live ? "live" : "sandbox")}.verygoodproxy.com:8443");

    public IWebProxy AsWebProxy() => new WebProxy(Address, BypassOnLocal: false) { Credentials = _credentials, UseDefaultCredentials = false };

    public override string ToString() => Shown(Address);

    private static string Shown(Uri address) => $"{address.Scheme}://{address.Authority}";

    private static bool RuntimeTalksTlsToProxies() => RuntimeInformation.FrameworkDescription.StartsWith(".NET ", StringComparison.Ordinal) && Environment.Version.Major >= 8;

    private static VgsApiException Unsupported(Uri address, string why) =>
        new(VgsErrorId.ProxyUnsupported, $"The proxy {Shown(address)} cannot be used: {why}. Nothing is sent around it.", Shown(address))
        {
            RecommendedAction = "Use PowerShell 7.4 or later, or the proxy's http address (-Proxy http://HOST:8080).",
        };
}
