using System.Runtime.InteropServices;
using System.Security;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>The id and secret of a service account. Owns its copy of the secret and wipes it on Dispose.</summary>
internal sealed class ClientCredentials : IDisposable
{
    /// <exception cref="VgsConfigException">Id or secret has a control character in it.</exception>
    public ClientCredentials(string clientId, SecureString clientSecret)
    {
        ClientId = clientId;
        ClientSecret = clientSecret.Copy();
        ClientSecret.MakeReadOnly();
        try
        {
            CheckCharacters(clientId, "ClientId", "client id");
            Lend(secret => CheckCharacters(secret, "ClientSecret", "client secret"));
        }
        catch
        {
            ClientSecret.Dispose();
            throw;
        }
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

    /// <summary>Takes the secret out of a text: a server or a page in front of it may repeat what it was sent.</summary>
    public string Redact(string text)
    {
        Lend(secret => text = ClientSecretRedactor.Redact(text, secret));
        return text;
    }

    // Files, variables and pipes bring a line end or a byte order mark with a secret, and the server then only says that it is wrong.
    private static void CheckCharacters(IEnumerable<char> text, string field, string what)
    {
        if (text.Any(c => char.IsControl(c) || c == '\uFEFF'))
        {
            throw new VgsConfigException(
                $"the {what} has a line end, a byte order mark or another control character in it.",
                field: field
            )
            {
                RecommendedAction = $"Give the {what} without it: (Get-Content -Raw FILE).Trim(), for one.",
            };
        }
    }

    public void Dispose() => ClientSecret.Dispose();
}
