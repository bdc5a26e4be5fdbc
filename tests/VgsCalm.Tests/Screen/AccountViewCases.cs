namespace VgsCalm.Tests.Screen;

/// <summary>Sessions, organizations, vaults and service accounts.</summary>
internal static class AccountViewCases
{
    public static readonly ViewCase[] All =
    [
        new(
            "VgsCalm.VgsSession",
            [
                ("Name", "nightly-poll"),
                ("ClientId", LongestValues.ClientId),
                ("Environment", "Sandbox"),
                ("VaultId", "tntabc12def"),
                ("TokenExpiresOn", new DateTimeOffset(LongestValues.Time)),
                ("Scope", LongestValues.Scopes),
            ],
            ["nightly-poll", LongestValues.ClientId, "Sandbox", "tntabc12def", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsAccessToken",
            [
                ("ClientId", LongestValues.ClientId),
                ("TokenType", "Bearer"),
                ("ExpiresOn", new DateTimeOffset(LongestValues.Time)),
                ("Scope", LongestValues.Scopes),
            ],
            [LongestValues.ClientId, "Bearer", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsOrganization",
            [
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
                ("Name", LongestValues.Name),
                ("State", "ACTIVE"),
                ("CreatedAt", LongestValues.Time),
            ],
            ["ACk3wLmNpQrStUv7XyZ12345", "ACTIVE", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsVault",
            [
                ("VaultId", "tntabc12def"),
                ("Name", "twenty-letter-names1"),
                ("Environment", "LIVE-EU-1"),
                ("Role", "write"),
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
            ],
            ["tntabc12def", "twenty-letter-names1", "LIVE-EU-1", "write", "ACk3wLmNpQrStUv7XyZ12345"]
        ),
        new(
            "VgsCalm.VgsConnectionCheck",
            [
                ("Check", "Connection"),
                ("Outcome", "Warning"),
                ("Target", "https://vgsapi.com"),
                ("ElapsedMs", 15000),
                ("Detail", "port 443 takes connections"),
            ],
            ["Connection", "Warning", "https://vgsapi.com", "15000", "port 443 takes connections"]
        ),
        new(
            "VgsCalm.VgsServiceAccountConfig",
            [
                ("Name", "twenty-letter-names1"),
                ("VaultId", "tntabc12def"),
                ("ClientId", LongestValues.ClientId),
                ("Scope", LongestValues.Scopes),
            ],
            ["twenty-letter-names1", "tntabc12def", LongestValues.ClientId]
        ),
        new(
            "VgsCalm.VgsServiceAccount",
            [
                ("Name", "twenty-letter-names1"),
                ("ClientId", LongestValues.ClientId),
                ("VaultId", "tntabc12def"),
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
                ("Scope", LongestValues.Scopes),
            ],
            ["twenty-letter-names1", "tntabc12def", LongestValues.ClientId, "network-tokens:write"]
        ),
    ];
}
