using System.Security;

namespace VgsCalm.Auth;

/// <summary>The id and secret of a service account. Owns its copy of the secret and wipes it on Dispose.</summary>
internal sealed class ClientCredentials : IDisposable
{
    public ClientCredentials(string clientId, SecureString clientSecret)
    {
        ClientId = clientId;
        ClientSecret = clientSecret.Copy();
        ClientSecret.MakeReadOnly();
    }

    public string ClientId { get; }

    public SecureString ClientSecret { get; }

    public void Dispose() => ClientSecret.Dispose();
}
