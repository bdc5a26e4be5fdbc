namespace VgsCalm.Emulator.Cmp;

/// <summary>One call of CMP: its method, what stands behind <c>/cards/{id}</c>, the scope it needs, and what it does.</summary>
/// <remarks>Which scope a call needs is documented for some calls only; the rest follows their pattern.</remarks>
internal sealed record CmpCall(string Method, string? Part, string Scope, CmpCardAction? OnCard, bool NeedsBody = false)
{
    private static readonly CmpCall Create = new("POST", Part: null, "cards:write", OnCard: null, NeedsBody: true);

    private static readonly CmpCall[] CallsOnCard =
    [
        new("GET", Part: null, "cards:read", CmpCards.Get),
        new("PATCH", Part: null, "cards:write", CmpCards.Change, NeedsBody: true),
        new("DELETE", Part: null, "cards:write", CmpCards.Delete),
        new("POST", "card-update-subscriptions", "cards:write", CmpCardServices.Subscribe),
        new("DELETE", "card-update-subscriptions", "cards:write", CmpCardServices.Unsubscribe),
        new("POST", "check", "cards:write", CmpCardServices.Check),
        new("POST", "network-tokens", "network-tokens:write", CmpCardServices.AddNetworkToken),
        new("DELETE", "network-tokens", "network-tokens:write", CmpCardServices.RemoveNetworkToken),
        new("POST", "cryptogram", "network-tokens:write", CmpCardServices.Cryptogram),
        new("POST", "validations", "account-validations:write", CmpCardServices.Validate),
    ];

    /// <summary>The call; when there is none, <paramref name="allow"/> has the methods that the path takes, or nothing.</summary>
    public static CmpCall? Find(string method, ReadOnlySpan<string> behindCards, out string allow)
    {
        CmpCall[] candidates;
        if (behindCards.Length == 0)
        {
            candidates = [Create];
        }
        else
        {
            var part = behindCards.Length == 1 ? null : string.Join('/', behindCards[1..]);
            candidates = Array.FindAll(CallsOnCard, call => string.Equals(call.Part, part, StringComparison.Ordinal));
        }

        allow = string.Join(", ", candidates.Select(call => call.Method));
        return Array.Find(candidates, call => string.Equals(call.Method, method, StringComparison.Ordinal));
    }
}
