namespace VgsCalm.Emulator.Accounts;

/// <summary>A vault of the Accounts API.</summary>
public sealed class Vault
{
    /// <summary>Like <c>tntabcdefgh</c>; VGS promises no prefix.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The organization that owns it.</summary>
    public required string OrganizationId { get; init; }

    /// <summary><c>SANDBOX</c> or <c>LIVE</c>.</summary>
    public string Environment { get; init; } = "SANDBOX";

    /// <summary>When it was made, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id of the JSON:API resource, which is not the vault's own.</summary>
    internal string ResourceId { get; } = "VLT" + Auth.Identifier.CreateRandom(22);
}
