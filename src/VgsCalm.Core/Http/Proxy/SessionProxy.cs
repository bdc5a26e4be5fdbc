using System.Net;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace VgsCalm.Http.Proxy;

/// <summary>
/// The forward proxy that a session's API requests pass, such as a vault's outbound proxy, which reveals aliases on the
/// way.
/// </summary>
internal sealed class SessionProxy
{
    private static readonly Regex VaultName = new(
        "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\z",
        RegexOptions.CultureInvariant
    );

    public SessionProxy(Uri address, NetworkCredential? credentials, ExtraTrust? trust)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            throw Unsupported(
                address,
                "only http and https proxies are known",
                "Write it as http://HOST:PORT or https://HOST:PORT."
            );
        }

        if (
            address.Scheme == "https"
            && !TalksTlsToProxies(RuntimeInformation.FrameworkDescription, System.Environment.Version)
        )
        {
            // .NET 7 would send the requests around such a proxy without a word.
            throw Unsupported(
                address,
                $"{RuntimeInformation.FrameworkDescription} cannot talk to an https proxy",
                "Use PowerShell 7.4 or later, or the proxy's http address (-Proxy http://HOST:8080)."
            );
        }

        if (address.UserInfo.Length > 0)
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                "The proxy's address has a user in it: addresses end up in logs.",
                Describe(address)
            )
            {
                RecommendedAction = "Give the user and password with -ProxyCredential.",
            };
        }

        Address = address;
        Credentials = credentials;
        Trust = trust;
    }

    public Uri Address { get; }

    public NetworkCredential? Credentials { get; }

    public ExtraTrust? Trust { get; }

    /// <summary>The outbound proxy of a vault. Source: VGS, "Outbound connections".</summary>
    public static Uri ForVault(string vaultId, VgsEnvironment environment)
    {
        // The id becomes a host name, and the proxy's credentials go there.
        if (!VaultName.IsMatch(vaultId))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                "The vault's proxy has no address: the vault's id may have letters, digits and hyphens only.",
                "VaultId"
            )
            {
                RecommendedAction = "Give the id as the dashboard shows it (tnt…).",
            };
        }

        return new(
            $"https://{vaultId}.{(environment == VgsEnvironment.Live ? "live" : "sandbox")}.verygoodproxy.com:8443"
        );
    }

    /// <summary>
    /// Whether a runtime sends requests through a proxy with an https address: .NET 8 and later do; .NET Framework and
    /// Mono never did.
    /// </summary>
    public static bool TalksTlsToProxies(string framework, Version version) =>
        framework.StartsWith(".NET ", StringComparison.Ordinal) && version.Major >= 8;

    // UseDefaultCredentials is left alone: setting it, even to false, wipes the credentials.
    public IWebProxy AsWebProxy() => new WebProxy(Address, BypassOnLocal: false) { Credentials = Credentials };

    public override string ToString() => Describe(Address);

    private static string Describe(Uri address) => $"{address.Scheme}://{address.Authority}";

    private static VgsApiException Unsupported(Uri address, string why, string action) =>
        new(
            VgsErrorId.ProxyUnsupported,
            $"The proxy {Describe(address)} cannot be used: {why}. Nothing is sent around it.",
            Describe(address)
        )
        {
            RecommendedAction = action,
        };
}
