namespace VgsCalm.Emulator.Calm;

/// <summary>A network token: the network's own stand-in for the card behind an alias.</summary>
internal sealed record NetworkToken(
    string PanAlias,
    string Last4,
    int ExpMonth,
    int ExpYear,
    string? HolderInfo,
    DateTimeOffset CreatedAt
)
{
    /// <summary>Its id, which only webhooks tell.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary><c>ACTIVE</c>, <c>SUSPENDED</c> or <c>DELETED</c>.</summary>
    public string State { get; init; } = "ACTIVE";

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public bool IsDeleted => string.Equals(State, "DELETED", StringComparison.Ordinal);

    public NetworkToken Deleted(DateTimeOffset now) => this with { State = "DELETED", UpdatedAt = now };
}
