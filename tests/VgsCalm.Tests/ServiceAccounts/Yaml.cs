namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>Files as people have them.</summary>
internal static class Yaml
{
    /// <summary>What the VGS CLI generates, its placeholders not filled in.</summary>
    public const string Generated = """
        apiVersion: 1.0.0
        kind: ServiceAccount
        data:
          clientId: <CLIENT_ID>
          clientSecret: <CLIENT_SECRET>
          name: calm
          scopes:
            - cards:write
            - cards:read

        """;

    public const string Secret = "b05c9f5e-4c0e-4a46-8a0f-9d1c3c1d2e3f";

    /// <summary>The same after it was applied, with what newer files have.</summary>
    public const string Applied = $"""
        apiVersion: 1.0.0
        kind: ServiceAccount
        data:
          annotations:
            vgs.io/vault-id: tntabc123
            example.com/team: payments
          vaults:
            - tntabc123
          accessTokenLifespan: 600
          clientId: ACtTmnC6V-calm-5S6x8
          clientSecret: {Secret}
          name: nightly
          scopes:
            - name: cards:write
            - name: cards:read
              optional: true

        """;

    public static string Named(string name) =>
        Generated.Replace("name: calm", "name: " + name, StringComparison.Ordinal);
}
