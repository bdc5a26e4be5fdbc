namespace VgsCalm.Emulator.Accounts;

/// <summary>An organization of the Accounts API.</summary>
public sealed class Organization
{
    /// <summary>Like <c>ACgwBwv1PeYLXpxsMyrSKYbw</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>For example <c>ACTIVE</c>.</summary>
    public string State { get; init; } = "ACTIVE";

    /// <summary>When it was made, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id that it has within VGS, which no call takes.</summary>
    internal string InternalId { get; } = Guid.NewGuid().ToString();
}
