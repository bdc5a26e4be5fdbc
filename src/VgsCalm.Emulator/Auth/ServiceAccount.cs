namespace VgsCalm.Emulator.Auth;

/// <summary>A client that can ask for tokens, as VGS calls it a service account.</summary>
public sealed class ServiceAccount
{
    private const string VaultKey = "vgs.io/vault-id";

    /// <summary>Like <c>ACtTmnC6V-calm-5S6x8</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The secret; the emulator's APIs show it once, here it stays readable for tests.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The organization (<c>AC…</c>) it belongs to.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Its name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required GrantedScope[] Scopes { get; init; }

    /// <summary>The vaults (<c>tnt…</c>) in its list.</summary>
    public string[] Vaults { get; init; } = [];

    /// <summary>Its annotations; <c>vgs.io/vault-id</c> binds it to a vault.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Seconds that its tokens live; null for the emulator's <see cref="EmulatorOptions.TokenLifetime"/>.</summary>
    public int? AccessTokenLifespan { get; init; }

    /// <summary>
    /// Whether it may manage service accounts. Which scope allows that at VGS is unknown, so it is a mark of the account
    /// here.
    /// </summary>
    public bool IsOrganizationAdmin { get; init; }

    /// <summary>When it was made, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it was there from the start: warm at once, and not counted among the 50 of an organization.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>The vault its tokens act on: of the annotation, else the first of the list; null when it has none.</summary>
    public string? VaultId => Annotations.GetValueOrDefault(VaultKey) ?? Vaults.FirstOrDefault();

    /// <summary>Annotations that bind an account to one vault.</summary>
    public static IReadOnlyDictionary<string, string> VaultAnnotation(string vaultId) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [VaultKey] = vaultId };

    /// <summary>Names the client only.</summary>
    public override string ToString() => ClientId;
}
