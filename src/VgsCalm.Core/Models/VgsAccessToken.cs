using System.Security;

namespace VgsCalm;

/// <summary>A session's access token, handed out to a person who asked for it by name. Source: VGS "Authentication - V1".</summary>
public sealed class VgsAccessToken
{
    private readonly SecureString _token;

    internal VgsAccessToken(SecureString token, DateTimeOffset expiresOn, string[] scope, string clientId)
    {
        _token = token;
        ExpiresOn = expiresOn;
        Scope = scope;
        ClientId = clientId;
    }

    /// <summary>
    /// The token, for <c>Authorization: Bearer</c>: each time a copy, which its reader may dispose of.
    /// <c>Get-VgsAccessToken -AsPlainText</c>
    /// gives it as text.
    /// </summary>
    public SecureString Token => CopyOf(_token);

    /// <summary>Always <c>Bearer</c>.</summary>
    public string TokenType { get; } = "Bearer";

    /// <summary>
    /// When it expires. A DateTimeOffset, as Get-AzAccessToken and MSAL have it. The session renews it before; a copy handed out does not
    /// renew itself.
    /// </summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The scopes that the server granted.</summary>
    public string[] Scope { get; }

    /// <summary>The service account it was issued to.</summary>
    public string ClientId { get; }

    /// <summary>Says whose token it is, never the token.</summary>
    public override string ToString() => $"Bearer token of {ClientId}";

    private static SecureString CopyOf(SecureString secret)
    {
        var copy = secret.Copy();
        copy.MakeReadOnly();
        return copy;
    }
}
