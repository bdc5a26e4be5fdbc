using System.Security;

namespace VgsCalm;

/// <summary>A session's access token, handed out to a person who asked for it by name. Source: VGS "Authentication - V1".</summary>
public sealed class VgsAccessToken
{
    internal VgsAccessToken(SecureString token, DateTimeOffset expiresOn, string[] scope, string clientId)
    {
        Token = token;
        ExpiresOn = expiresOn;
        Scope = scope;
        ClientId = clientId;
    }

    /// <summary>The token, for <c>Authorization: Bearer</c>. <c>Get-VgsAccessToken -AsPlainText</c> gives it as text.</summary>
    public SecureString Token { get; }

    /// <summary>Always <c>Bearer</c>.</summary>
    public string TokenType { get; } = "Bearer";

    /// <summary>When it expires. The session renews it before; a copy handed out does not renew itself.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The scopes that the server granted.</summary>
    public string[] Scope { get; }

    /// <summary>The service account it was issued to.</summary>
    public string ClientId { get; }

    /// <summary>Says whose token it is, never the token.</summary>
    public override string ToString() => $"Bearer token of {ClientId}";
}
