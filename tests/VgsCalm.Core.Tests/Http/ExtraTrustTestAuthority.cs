using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A certificate authority for tests.</summary>
internal sealed class ExtraTrustTestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ExtraTrustTestAuthority(
        string name,
        int fromDays = -100,
        int toDays = 100,
        ExtraTrustTestAuthority? issuer = null,
        bool isAuthority = true
    )
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                isAuthority,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Certificate = issuer is null
            ? request.CreateSelfSigned(InDays(fromDays), InDays(toDays))
            : issuer.Sign(request, fromDays + 1, toDays - 1);
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    /// <param name="fromDays">Valid from so many days after now.</param>
    /// <param name="toDays">Valid until so many days after now.</param>
    /// <param name="usage">Extended key usage; a server's unless given.</param>
    public X509Certificate2 Issue(int fromDays = -10, int toDays = 10, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: false,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return Sign(request, fromDays, toDays);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    // By the key itself and not by the certificate, which would refuse to sign what it does not allow.
    private X509Certificate2 Sign(CertificateRequest request, int fromDays, int toDays) =>
        request.Create(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            InDays(fromDays),
            InDays(toDays),
            RandomNumberGenerator.GetBytes(12)
        );

    private static DateTimeOffset InDays(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
