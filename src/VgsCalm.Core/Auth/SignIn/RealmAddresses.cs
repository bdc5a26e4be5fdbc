using VgsCalm.Http.Addresses;

namespace VgsCalm.Auth.SignIn;

/// <summary>A Keycloak realm's addresses beside its token endpoint.</summary>
internal sealed class RealmAddresses
{
    private RealmAddresses(Uri token, string issuer)
    {
        Token = token;
        Issuer = issuer;
    }

    public Uri Token { get; }

    /// <summary>The realm's name for itself, which a callback repeats as <c>iss</c> (RFC 9207).</summary>
    public string Issuer { get; }

    /// <summary>The page that a browser opens.</summary>
    public string Authorization => Issuer + "/protocol/openid-connect/auth";

    /// <summary>Where a device asks for a code.</summary>
    public Uri Device => new(Issuer + "/protocol/openid-connect/auth/device");

    /// <summary>Where a session is ended.</summary>
    public Uri Logout => new(Issuer + "/protocol/openid-connect/logout");

    /// <exception cref="VgsApiException">The token endpoint is not a realm's, so the other addresses are unknown.</exception>
    public static RealmAddresses FromToken(Uri token)
    {
        var address = token.GetLeftPart(UriPartial.Path);
        if (!address.EndsWith(ServiceAddresses.TokenPath, StringComparison.Ordinal))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"A person signs in at a realm, and {address} is not a realm's token endpoint.",
                "AuthUri"
            )
            {
                RecommendedAction =
                    "Give -AuthUri as the server or the realm: https://HOST or https://HOST/auth/realms/NAME.",
            };
        }

        return new RealmAddresses(token, address.Substring(0, address.Length - ServiceAddresses.TokenPath.Length));
    }
}
