using System.Security;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>The id and secret of a service account. Owns its copy of the secret and wipes it on Dispose.</summary>
internal sealed class ClientCredentials : IDisposable
{
    /// <exception cref="VgsConfigException">
    /// Id or secret begins or ends with a control character, or the secret was wiped.
    /// </exception>
    public ClientCredentials(string clientId, SecureString clientSecret)
    {
        if (SecretText.IsWiped(clientSecret))
        {
            throw WipedSecret();
        }

        ClientId = clientId;
        ClientSecret = clientSecret.Copy();
        ClientSecret.MakeReadOnly();
        try
        {
            CheckEnds(clientId.ToCharArray(), "ClientId", "client id");
            Lend(secret =>
            {
                CheckEnds(secret, "ClientSecret", "client secret");
                OddPart = SecretEnds.AreOdd(secret) ? "client secret" : null;
            });
            OddPart = SecretEnds.AreOdd(clientId.ToCharArray()) ? "client id" : OddPart;
        }
        catch
        {
            ClientSecret.Dispose();
            throw;
        }
    }

    public string ClientId { get; }

    /// <summary>The id as it may be shown.</summary>
    public string ShownId => Shown(ClientId);

    public SecureString ClientSecret { get; }

    /// <summary>Which of the two begins or ends with a blank or a quotation mark, in words; null for neither.</summary>
    public string? OddPart { get; private set; }

    /// <summary>The secret was disposed of before it was used.</summary>
    public static VgsConfigException WipedSecret() =>
        new("the client secret was wiped: its secure string was disposed of before it was used.", field: "ClientSecret")
        {
            RecommendedAction =
                "Get the credential anew (Get-Secret, Get-Credential), and dispose of it afterwards only.",
        };

    /// <summary>
    /// An id as it may be shown: VGS's secrets are UUIDs and its ids are not, so one that is a UUID was given in the secret's place.
    /// </summary>
    public static string Shown(string clientId) => OpaqueId.IsUuid(clientId) ? Redactor.Hidden : clientId;

    /// <summary>Lends the secret in clear, and wipes the loan afterwards.</summary>
    public void Lend(Action<char[]> use)
    {
        var secret = SecretText.RevealToWipe(ClientSecret);
        try
        {
            use(secret);
        }
        finally
        {
            Array.Clear(secret, 0, secret.Length);
        }
    }

    /// <summary>Takes the secret out of a text: a server or a page in front of it may repeat what it was sent.</summary>
    public string Redact(string text)
    {
        Lend(secret => text = WrittenSecret.Hide(text, secret));
        return ShownId == ClientId ? text : WrittenSecret.Hide(text, ClientId.ToCharArray());
    }

    // Files, variables and pipes bring a line end or a byte order mark with a secret, and the server then only says that it is wrong.
    private static void CheckEnds(char[] text, string field, string what)
    {
        if (SecretEnds.AreInvisible(text))
        {
            throw new VgsConfigException(
                $"the {what} begins or ends with a line end, a byte order mark or another invisible character.",
                field: field
            )
            {
                RecommendedAction = $"Give the {what} without it: (Get-Content -Raw FILE).Trim(), for one.",
            };
        }
    }

    public void Dispose() => ClientSecret.Dispose();
}
