using System.Security.Cryptography;
using System.Text;

namespace VgsCalm.Auth.SignIn;

/// <summary>Proof key for code exchange with S256 (RFC 7636): a stolen code is worth nothing without the key.</summary>
internal sealed class Pkce
{
    private Pkce(string verifier)
    {
        Verifier = verifier;
        Challenge = CreateChallenge(verifier);
    }

    /// <summary>The secret half, 43 characters; it goes to the token endpoint only.</summary>
    public string Verifier { get; }

    /// <summary>The public half, which goes through the browser.</summary>
    public string Challenge { get; }

    public static Pkce Create() => new(RandomText.Create());

    /// <summary>The challenge of a verifier.</summary>
    public static string CreateChallenge(string verifier)
    {
        using var sha = SHA256.Create();
        return RandomText.ToBase64Url(sha.ComputeHash(Encoding.ASCII.GetBytes(verifier)));
    }
}
