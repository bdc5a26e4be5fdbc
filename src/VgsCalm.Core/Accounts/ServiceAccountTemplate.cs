namespace VgsCalm.Accounts;

/// <summary>
/// The configurations that the VGS CLI generates from a template, ready to be applied.
/// Sources: VGS "Authentication - V1" (calm) and the documentation of the VGS CLI (the others).
/// </summary>
internal static class ServiceAccountTemplate
{
    /// <summary>The template for payment optimization; the only one that cannot do without a vault.</summary>
    internal const string Calm = "calm";

    private static readonly Template[] All =
    [
        new(Calm, Calm, null, ["cards:write", "cards:read"], []),
        new(
            "vgs-cli",
            "vgs-cli",
            300,
            ["access-logs:read", "organizations:read", "routes:write", "vaults:write"],
            ["financial-instruments:write", "transfers:write", "orders:write"]
        ),
        // VGS takes names of 20 characters at most here, so the template's own name is too long for the account.
        new(
            "read-credentials-no-pci",
            "read-credentials",
            null,
            [
                "cards:read",
                "card-attributes:read",
                "network-tokens:read",
                "account-validations:write",
                "account-validations:read",
                "account-reference-numbers:read",
            ],
            []
        ),
    ];

    /// <summary>Names of the templates, in the order in which they are offered.</summary>
    internal static IReadOnlyList<string> Names { get; } = Array.ConvertAll(All, template => template.Id);

    /// <summary>Makes a configuration from a template; an argument that is given wins over the template.</summary>
    /// <param name="template">One of <see cref="Names"/>, in any case of letters.</param>
    /// <param name="vaultId">The vault (<c>tnt…</c>) that the account may act for; calm needs one.</param>
    /// <param name="name">Name of the account.</param>
    /// <param name="scope">Scopes of every token; an empty array leaves only the optional ones.</param>
    /// <param name="optionalScope">Scopes of the tokens that ask for them.</param>
    /// <param name="lifespan">Lifetime of the account's tokens in seconds.</param>
    /// <param name="format">How the scopes are written in the file.</param>
    /// <exception cref="VgsConfigException">An argument cannot be used; its field is the name of the parameter.</exception>
    internal static VgsServiceAccountConfig Create(
        string template,
        string? vaultId,
        string? name,
        string[]? scope,
        string[]? optionalScope,
        int? lifespan,
        VgsScopeFormat format
    )
    {
        var chosen =
            Array.Find(All, candidate => string.Equals(candidate.Id, template, StringComparison.OrdinalIgnoreCase))
            ?? throw new VgsConfigException(
                $"there is no such template; there are {string.Join(", ", Names)}.",
                field: "Template"
            );

        CheckVault(chosen, vaultId);
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            throw new VgsConfigException("a name cannot be blank.", field: "Name");
        }

        // It is shown and written back without them: an account that replaces this one would have another name.
        if (name?.Any(c => char.IsControl(c) && c != '\t') == true)
        {
            throw new VgsConfigException("a name cannot have a line end or a control character.", field: "Name");
        }

        if (lifespan <= 0)
        {
            throw new VgsConfigException("a lifetime is a positive number of seconds.", field: "AccessTokenLifespan");
        }

        // A scope that the caller lists on one side leaves the template's other side: the caller has moved it.
        var required = scope ?? Without(chosen.Scope, optionalScope);
        var optional = optionalScope ?? Without(chosen.OptionalScope, scope);
        CheckScopes(required, optional);

        return new VgsServiceAccountConfig(name ?? chosen.AccountName, [.. required])
        {
            OptionalScope = [.. optional],
            VaultId = vaultId,
            AccessTokenLifespan = lifespan ?? chosen.Lifespan,
            ScopeFormat = format,
        };
    }

    private static void CheckVault(Template template, string? vaultId)
    {
        if (vaultId is null)
        {
            if (!string.Equals(template.Id, Calm, StringComparison.Ordinal))
            {
                return;
            }

            throw new VgsConfigException("a calm account acts for one vault; say which.", field: "VaultId");
        }

        ServiceAccountText.RequireVaultId(vaultId);
    }

    private static void CheckScopes(string[] required, string[] optional)
    {
        if (required.Length + optional.Length == 0)
        {
            throw new VgsConfigException("an account needs at least one scope.", field: "Scope");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in required)
        {
            CheckScope(scope, "Scope", "it is listed twice", seen);
        }

        var alsoRequired = new HashSet<string>(seen, StringComparer.Ordinal);
        foreach (var scope in optional)
        {
            CheckScope(
                scope,
                "OptionalScope",
                scope is not null && alsoRequired.Contains(scope)
                    ? "it is required already, so it cannot be optional"
                    : "it is listed twice",
                seen
            );
        }
    }

    private static void CheckScope(string? scope, string field, string whenSeen, HashSet<string> seen)
    {
        // A file may have a comma in a scope's name (RFC 6749 §3.3). In a parameter it is a list that was quoted, and an account with
        // that for its one scope may do nothing.
        var fault =
            ServiceAccountText.FaultInToken(scope ?? "") ?? (scope!.IndexOf(',') >= 0 ? "it contains a comma" : null);
        if (fault is not null)
        {
            throw new VgsConfigException($"one of the scopes cannot be used: {fault}.", field: field)
            {
                RecommendedAction = $"Give the scopes one by one: -{field} cards:read, cards:write.",
            };
        }

        if (!seen.Add(scope!))
        {
            throw new VgsConfigException($"the scope '{scope}' cannot be used: {whenSeen}.", field: field);
        }
    }

    private static string[] Without(string[] scopes, string[]? moved) =>
        moved is null ? scopes : [.. scopes.Except(moved, StringComparer.Ordinal)];

    private sealed record Template(
        string Id,
        string AccountName,
        int? Lifespan,
        string[] Scope,
        string[] OptionalScope
    );
}
