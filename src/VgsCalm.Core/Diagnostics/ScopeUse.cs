namespace VgsCalm.Diagnostics;

/// <summary>Which commands need which scope of a service account.</summary>
internal static class ScopeUse
{
    private static readonly (string Scope, string Commands)[] Uses =
    [
        ("cards:read", "Get-VgsCard"),
        ("cards:write", "New-VgsCard, Import-VgsCard, Get-VgsCardUpdate"),
        ("network-tokens:read", "Get-VgsNetworkToken"),
        ("network-tokens:write", "New-VgsNetworkToken, Remove-VgsNetworkToken"),
        ("merchants:write", "New-VgsMerchant"),
        ("organizations:read", "Get-VgsOrganization"),
        ("vaults:read", "Get-VgsVault"),
    ];

    /// <summary>What was granted, and what the commands of the module would need besides.</summary>
    public static (VgsCheckOutcome Outcome, string Detail) Judge(IReadOnlyCollection<string> granted, bool isPerson)
    {
        var list = granted.Count == 0 ? "the server names no scope" : string.Join(" ", granted);
        if (isPerson)
        {
            return (
                VgsCheckOutcome.Passed,
                $"{list}; a person's rights are those of the membership in an organization"
            );
        }

        var missing = Uses.Where(use => !granted.Contains(use.Scope, StringComparer.Ordinal)).ToArray();
        return missing.Length == 0
            ? (VgsCheckOutcome.Passed, list)
            : (
                missing.Length == Uses.Length ? VgsCheckOutcome.Warning : VgsCheckOutcome.Passed,
                $"{list}; without "
                    + string.Join(", ", missing.Select(use => $"{use.Scope} ({use.Commands})"))
                    + ". A scope is added by a new service account (New-VgsServiceAccountConfig -Scope)."
            );
    }
}
