using System.Management.Automation;
using System.Net;
using VgsCalm.Auth;
using VgsCalm.Files;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Sessions;

/// <summary>The proxy that the options of a session describe.</summary>
internal static class ProxyOptions
{
    /// <returns>The proxy; null where requests go direct.</returns>
    /// <exception cref="VgsApiException">The options contradict each other, or such a proxy cannot be used.</exception>
    /// <exception cref="IOException">The file with its authority cannot be read.</exception>
    public static SessionProxy? ToProxy(SessionOptions options, string? vaultId, CancellationToken cancellationToken)
    {
        if (AddressOf(options, vaultId) is not { } address)
        {
            return options is { ProxyCredential: null, CaCertificateFile: null }
                ? null
                : throw Unusable(
                    "Proxy",
                    "-ProxyCredential and -CaCertificatePath are for a proxy, and none is given.",
                    "Give -VaultProxy or -Proxy, or leave them out."
                );
        }

        if (!address.IsAbsoluteUri)
        {
            throw Unusable(
                "Proxy",
                "The proxy's address is not absolute.",
                "Write it as http://HOST:PORT or https://HOST:PORT."
            );
        }

        var trust = options.CaCertificateFile is { } file
            ? ExtraTrust.FromPem(ReadText(file, cancellationToken), file)
            : null;
        return new SessionProxy(address, options.ProxyCredential, trust);
    }

    /// <exception cref="VgsApiException">RequestInvalid: the password was disposed of.</exception>
    public static NetworkCredential ToNetworkCredential(PSCredential given) =>
        SecretText.IsWiped(given.Password)
            ? throw Unusable(
                "ProxyCredential",
                "The password of -ProxyCredential was wiped: its secure string was disposed of before it was used.",
                "Get the credential anew (Get-Secret, Get-Credential), and dispose of it afterwards only."
            )
            : new NetworkCredential(given.UserName.TrimStart('\\'), given.Password);

    private static string ReadText(string file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(InputFile.Open(file, FileShare.Read, cancellationToken));
        return reader.ReadToEnd();
    }

    private static Uri? AddressOf(SessionOptions options, string? vaultId)
    {
        if (!options.UseVaultProxy)
        {
            return options.Proxy;
        }

        if (options.Proxy is not null)
        {
            throw Unusable("Proxy", "-VaultProxy and -Proxy exclude each other.", "Give one of them.");
        }

        return SessionProxy.ForVault(
            vaultId
                ?? throw Unusable(
                    "VaultProxy",
                    "The vault's proxy needs to know the vault.",
                    "Give -VaultId, or a configuration that names it."
                ),
            options.Environment
        );
    }

    private static VgsApiException Unusable(string parameter, string problem, string action) =>
        new(VgsErrorId.RequestInvalid, problem, parameter) { RecommendedAction = action };
}
