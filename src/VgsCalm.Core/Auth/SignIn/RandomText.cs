using System.Security.Cryptography;

namespace VgsCalm.Auth.SignIn;

/// <summary>Unguessable texts of 256 bits, safe in an address.</summary>
internal static class RandomText
{
    public static string Create()
    {
        using var random = RandomNumberGenerator.Create();
        var bytes = new byte[32];
        random.GetBytes(bytes);
        return ToBase64Url(bytes);
    }

    /// <summary>Base64url without padding (RFC 4648 §5).</summary>
    public static string ToBase64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
