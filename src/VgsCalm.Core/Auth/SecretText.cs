using System.Net;
using System.Runtime.InteropServices;
using System.Security;

namespace VgsCalm.Auth;

/// <summary>Secrets as text and as secure strings: the one place that turns one into the other.</summary>
internal static class SecretText
{
    // The whole text at once: AppendChar copies all characters for each one, and a token has a thousand.
    public static SecureString ToSecureString(string text)
    {
        var secret = new NetworkCredential("", text).SecurePassword;
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>The secret in clear, for what takes nothing but a string, which nobody can wipe.</summary>
    public static string Reveal(SecureString secret)
    {
        // NetworkCredential's own way back ends at the first null character.
        var text = RevealToWipe(secret);
        var revealed = new string(text);
        Array.Clear(text, 0, text.Length);
        return revealed;
    }

    /// <summary>The secret in clear, for the caller to wipe.</summary>
    public static char[] RevealToWipe(SecureString secret)
    {
        var text = new char[secret.Length];
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(pointer, text, 0, text.Length);
            return text;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
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
