namespace VgsCalm.Http.Addresses;

/// <summary>
/// Where a session's requests go. Every address can be overridden, since those of VGS's other regions are not published.
/// </summary>
internal sealed class ServiceAddresses
{
    /// <summary>Where a Keycloak realm has its token endpoint.</summary>
    public const string TokenPath = "/protocol/openid-connect/token";

    private const string RealmPath = "/auth/realms/vgs";

    private ServiceAddresses(Uri token, Uri calm, Uri cmp, Uri accounts, Uri cardAttributes)
    {
        Token = token;
        Calm = calm;
        Cmp = cmp;
        Accounts = accounts;
        CardAttributes = cardAttributes;
    }

    public Uri Token { get; }

    public Uri Calm { get; }

    public Uri Cmp { get; }

    public Uri Accounts { get; }

    public Uri CardAttributes { get; }

    /// <summary>Whether every API is on this machine's loopback.</summary>
    public bool AreLoopback => new[] { Calm, Cmp, Accounts, CardAttributes }.All(address => address.IsLoopback);

    public static ServiceAddresses Create(
        VgsEnvironment environment,
        string? auth = null,
        string? calm = null,
        string? cmp = null,
        string? accounts = null,
        string? cardAttributes = null
    )
    {
        var name = environment == VgsEnvironment.Live ? "live" : "sandbox";
        return new ServiceAddresses(
            ResolveTokenEndpoint(Parse(auth ?? "https://auth.verygoodsecurity.com", "AuthUri")),
            Parse(calm ?? $"https://calm.{name}.verygoodsecurity.app", "CalmUri"),
            Parse(
                cmp ?? (environment == VgsEnvironment.Live ? "https://vgsapi.com" : "https://sandbox.vgsapi.com"),
                "CmpUri"
            ),
            Parse(accounts ?? "https://accounts.apps.verygoodsecurity.com", "AccountsUri"),
            Parse(cardAttributes ?? $"https://card-enrichment-api.{name}.verygoodvault.com", "CardAttributesUri")
        );
    }

    public Uri Get(VgsApi api) =>
        api switch
        {
            VgsApi.Cmp => Cmp,
            VgsApi.Accounts => Accounts,
            VgsApi.CardAttributes => CardAttributes,
            _ => Calm,
        };

    /// <summary>-AuthUri may be the server, the realm or the endpoint itself: whatever a person has at hand.</summary>
    private static Uri ResolveTokenEndpoint(Uri auth)
    {
        var path = auth.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            return auth;
        }

        // Keycloak's own address ends in /auth, and some of VGS's tools are given that.
        var realm = path is "" or "/auth" ? RealmPath : path;
        var endpoint = realm + TokenPath;
        return new UriBuilder(auth) { Path = endpoint }.Uri;
    }

    private static Uri Parse(string address, string parameter)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0
        )
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"-{parameter} is not an address that can be used: it must be https://host[:port][/path], with no "
                    + $"user, query or fragment.",
                parameter
            )
            {
                RecommendedAction = "Correct the address.",
            };
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw new VgsApiException(
                VgsErrorId.InsecureUri,
                $"-{parameter} {uri.GetLeftPart(UriPartial.Path)} is not https: the token and the cards would travel in clear.",
                uri.GetLeftPart(UriPartial.Path)
            )
            {
                RecommendedAction = "Use https; http is for addresses of this machine's loopback only.",
            };
        }

        return uri;
    }
}
