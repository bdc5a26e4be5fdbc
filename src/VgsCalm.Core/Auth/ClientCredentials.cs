using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>The id and secret of a service account. Owns its copy of the secret and wipes it on Dispose.</summary>
internal sealed class ClientCredentials : IDisposable
{
    private static readonly Regex FormField = new("(?<=client_secret=)[^&\\s\"'<]+", RegexOptions.CultureInvariant);

    public ClientCredentials(string clientId, SecureString clientSecret)
    {
        ClientId = clientId;
        ClientSecret = clientSecret.Copy();
        ClientSecret.MakeReadOnly();
    }

    public string ClientId { get; }

    public SecureString ClientSecret { get; }

    /// <summary>Lends the secret in clear, and wipes the loan afterwards.</summary>
    public void Lend(Action<char[]> use)
    {
        var secret = new char[ClientSecret.Length];
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(ClientSecret);
        try
        {
            Marshal.Copy(pointer, secret, 0, secret.Length);
            use(secret);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
            Array.Clear(secret, 0, secret.Length);
        }
    }

    /// <summary>Takes the secret out of what others say: a server or a page in front of it may repeat what it was sent.</summary>
    public string Conceal(string text)
    {
        var shown = new StringBuilder(text.Length);
        Lend(secret =>
        {
            // As the form has it, where that is something else: a server may repeat the form as it came.
            var encoded = Uri.EscapeDataString(new string(secret));
            if (encoded.Length > secret.Length)
            {
                text = text.Replace(encoded, Redactor.Hidden);
            }

            for (var i = 0; i < text.Length; )
            {
                var found = secret.Length > 0 && text.AsSpan(i).StartsWith(secret);
                if (found)
                {
                    shown.Append(Redactor.Hidden);
                }
                else
                {
                    shown.Append(text[i]);
                }

                i += found ? secret.Length : 1;
            }
        });
        return FormField.Replace(shown.ToString(), Redactor.Hidden);
    }

    public void Dispose() => ClientSecret.Dispose();
}
