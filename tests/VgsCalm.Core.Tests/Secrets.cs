using System.Net;
using System.Security;

namespace VgsCalm.Core.Tests;

/// <summary>Texts that must never be shown, and the way into and out of SecureString.</summary>
internal static class Secrets
{
    public const string ClientSecret = "s3cr3t-5f0c+&%=";
    public const string CardNumber = "4111111111111111";

    public static SecureString Protect(string text) => new NetworkCredential("", text).SecurePassword;

    public static string? Reveal(SecureString? secret) =>
        secret is null ? null : new NetworkCredential("", secret).Password;
}
