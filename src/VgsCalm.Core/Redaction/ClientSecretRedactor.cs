using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>Takes a client secret out of a text, as it is and as the form of a token request writes it.</summary>
internal static class ClientSecretRedactor
{
    private static readonly Regex FormField = new("(?<=client_secret=)[^&\\s\"'<]+", RegexOptions.CultureInvariant);

    /// <param name="text">What a server or a page in front of it said.</param>
    /// <param name="secret">The secret, which stays the caller's.</param>
    public static string Redact(string text, char[] secret)
    {
        // A server may repeat the form as it came.
        var encoded = Uri.EscapeDataString(new string(secret));
        if (encoded.Length > secret.Length)
        {
            text = text.Replace(encoded, Redactor.Hidden);
        }

        return FormField.Replace(ReplaceSecret(text, secret), Redactor.Hidden);
    }

    private static string ReplaceSecret(string text, char[] secret)
    {
        if (secret.Length == 0)
        {
            return text;
        }

        var redacted = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            var found = text.AsSpan(i).StartsWith(secret);
            if (found)
            {
                redacted.Append(Redactor.Hidden);
            }
            else
            {
                redacted.Append(text[i]);
            }

            i += found ? secret.Length : 1;
        }

        return redacted.ToString();
    }
}
