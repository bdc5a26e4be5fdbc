namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A client without a secret, for persons: the realm's <c>vgs-cli-public</c>.</summary>
internal static class PublicClient
{
    public const string Id = "vgs-cli-public";

    private static readonly int[] Ports = [7745, 8390, 9056];

    private static readonly string[] KnownScopes =
    [
        "openid",
        "idp",
        "profile",
        "email",
        "user_id",
        "offline_access",
        "organizations:read",
        "organizations:write",
        "organization-users:read",
        "organization-users:write",
        "vaults:read",
        "vaults:write",
    ];

    public static bool IsNamedBy(string? clientId) => string.Equals(clientId, Id, StringComparison.Ordinal);

    /// <summary>The scopes asked for; null when one of them is unknown.</summary>
    public static string[]? ParseScope(string? scope)
    {
        var names = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(names, name => KnownScopes.Contains(name, StringComparer.Ordinal)) ? names : null;
    }

    /// <summary>Whether the address is registered: <c>http://127.0.0.1:PORT/callback</c> on one of the three ports.</summary>
    public static bool MayRedirectTo(string? address, EmulatorOptions options) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && string.Equals(
            address,
            $"http://127.0.0.1:{uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/callback",
            StringComparison.Ordinal
        )
        && (options.SignIn.AnyRedirectPort || Ports.Contains(uri.Port));
}
