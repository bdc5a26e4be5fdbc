using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Cmp;

/// <summary>A card's subscription to the account updater.</summary>
internal sealed record CmpSubscription(DateTimeOffset CreatedAt)
{
    public string Id { get; } = Identifier.Subscription();
}
