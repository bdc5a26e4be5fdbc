using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace VgsCalm.Emulator.Auth;

/// <summary>
/// The process's RSA key: made at the first token, since it takes a good part of a second, and shared by all emulators.
/// </summary>
internal static class SigningKey
{
    private static readonly Lazy<SigningCredentials> Credentials = new(Make);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static string Sign(Dictionary<string, object> claims) =>
        Handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = Credentials.Value });

    /// <summary>The public half as a JWK set (RFC 7517).</summary>
    public static JsonObject KeySet()
    {
        var key = (RsaSecurityKey)Credentials.Value.Key;
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kid"] = key.KeyId,
                    ["kty"] = "RSA",
                    ["alg"] = SecurityAlgorithms.RsaSha256,
                    ["use"] = "sig",
                    ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                    ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
                }
            ),
        };
    }

    private static SigningCredentials Make()
    {
        // Of the older provider on Windows: Wine, on which the Windows build is tested, cannot sign with a key of the newer one.
        var key = new RsaSecurityKey(
            OperatingSystem.IsWindows() ? new RSACryptoServiceProvider(2048) : RSA.Create(2048)
        )
        {
            KeyId = Identifier.CreateRandom(20),
        };
        return new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
    }
}
