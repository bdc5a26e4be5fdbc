using System.Net;
using System.Security;

namespace VgsCalm.Auth;

/// <summary>A secret that came as text, as a secure string: the one place that turns one into the other.</summary>
internal static class SecretText
{
    // The whole text at once: AppendChar copies all characters for each one, and a token has a thousand.
    public static SecureString ToSecureString(string text)
    {
        var secret = new NetworkCredential("", text).SecurePassword;
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>True for a secure string that was disposed of: its text is gone.</summary>
    public static bool IsWiped(SecureString secret)
    {
        try
        {
            return secret.Length < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
