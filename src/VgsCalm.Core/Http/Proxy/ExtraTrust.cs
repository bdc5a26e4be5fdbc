using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace VgsCalm.Http.Proxy;

/// <summary>Certificate authorities, roots or intermediate ones, that one session alone trusts besides the system's.</summary>
internal sealed class ExtraTrust
{
    // To the end of the text where the end line is missing, so that a damaged block is an error and is not passed over.
    private static readonly Regex PemBlock = new(
        "-----BEGIN CERTIFICATE-----(?<base64>.*?)(?:-----END CERTIFICATE-----|\\z)",
        RegexOptions.CultureInvariant | RegexOptions.Singleline
    );

    private readonly X509Certificate2[] _authorities;

    private ExtraTrust(X509Certificate2[] authorities) => _authorities = authorities;

    /// <param name="pem">One or more certificates in PEM.</param>
    /// <param name="file">Its path, for errors.</param>
    public static ExtraTrust FromPem(string pem, string file)
    {
        try
        {
#pragma warning disable SYSLIB0057 // The loader that replaces it is not in netstandard2.0.
            var authorities = PemBlock
                .Matches(pem)
                .Cast<Match>()
                .Select(block => new X509Certificate2(Convert.FromBase64String(block.Groups["base64"].Value)))
                .ToArray();
#pragma warning restore SYSLIB0057
            if (authorities.Length == 0)
            {
                throw Invalid(file, "it has no PEM certificate", inner: null);
            }

            // Of no bytes .NET makes a certificate that fails at its first use.
            if (authorities.Any(authority => authority.Handle == IntPtr.Zero))
            {
                throw Invalid(file, "a certificate in it cannot be read", inner: null);
            }

            return new ExtraTrust(authorities);
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            throw Invalid(file, "a certificate in it cannot be read", error);
        }
    }

    /// <summary>
    /// The system's verdict stands, except that a chain may also reach one of these authorities. A wrong host name or
    /// date never passes.
    /// </summary>
    public bool Validate(
        HttpRequestMessage request,
        X509Certificate2? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    )
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        own.ChainPolicy.ExtraStore.AddRange(_authorities);
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
            foreach (var sent in chain.ChainElements)
            {
                own.ChainPolicy.ExtraStore.Add(sent.Certificate);
            }
        }

        own.Build(certificate);
        return ReachesAuthority(own);
    }

    // From the server's certificate up to the first that was given, which need not be a root; each on the way has to be good.
    private bool ReachesAuthority(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            if (
                element.ChainElementStatus.Any(status =>
                    status.Status
                        is not (
                            X509ChainStatusFlags.NoError
                            or X509ChainStatusFlags.UntrustedRoot
                            or X509ChainStatusFlags.PartialChain
                        )
                )
            )
            {
                return false;
            }

            if (_authorities.Any(authority => authority.RawData.SequenceEqual(element.Certificate.RawData)))
            {
                return true;
            }
        }

        return false;
    }

    private static VgsApiException Invalid(string file, string why, Exception? inner) =>
        new(VgsErrorId.CertificateInvalid, $"The certificate file '{file}' cannot be used: {why}.", file, inner)
        {
            RecommendedAction = "Give a PEM file with the certificate of the proxy's authority.",
        };
}
