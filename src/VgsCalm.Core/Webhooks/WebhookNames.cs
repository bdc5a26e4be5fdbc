namespace VgsCalm.Webhooks;

/// <summary>
/// What an event is about and what has happened, in one vocabulary for CALM V1 (<c>au_card.</c>, <c>network_token.</c>) and CMP
/// (<c>cmp_au_card.</c>, <c>cmp_network_token.</c>), whose names differ in prefix, case and spelling.
/// </summary>
internal static class WebhookNames
{
    private const string Cmp = "cmp_";

    private static readonly Dictionary<string, VgsWebhookChange> OfCards = new(StringComparer.OrdinalIgnoreCase)
    {
        ["enrolled"] = VgsWebhookChange.Enrolled,
        ["enrollment_failed"] = VgsWebhookChange.EnrollmentFailed,
        ["enrollment.failed"] = VgsWebhookChange.EnrollmentFailed,
        ["valid"] = VgsWebhookChange.Valid,
        ["updated"] = VgsWebhookChange.Updated,
        ["expired"] = VgsWebhookChange.Expired,
        ["closed"] = VgsWebhookChange.Closed,
        ["contact_cardholder_advice"] = VgsWebhookChange.ContactCardholderAdvice,
        ["non_participating"] = VgsWebhookChange.NonParticipating,
        ["opt_out"] = VgsWebhookChange.OptedOut,
    };

    private static readonly Dictionary<string, VgsWebhookChange> OfTokens = new(StringComparer.OrdinalIgnoreCase)
    {
        ["updated"] = VgsWebhookChange.Updated,
        ["card_updated"] = VgsWebhookChange.Updated,
        ["active"] = VgsWebhookChange.Activated,
        ["activated"] = VgsWebhookChange.Activated,
        ["provisioned"] = VgsWebhookChange.Activated,
        ["suspended"] = VgsWebhookChange.Suspended,
        ["deleted"] = VgsWebhookChange.Deleted,
        ["failed"] = VgsWebhookChange.Failed,
        ["provisioning_failed"] = VgsWebhookChange.Failed,
    };

    public static VgsWebhookSubject ReadSubject(string? name) =>
        Plain(name) switch
        {
            { } plain when Begins(plain, "au_card.") => VgsWebhookSubject.Card,
            { } plain when Begins(plain, "network_token.") => VgsWebhookSubject.NetworkToken,
            _ => VgsWebhookSubject.Unknown,
        };

    /// <summary>
    /// What has happened. All events of network tokens have one name, <c>….updated</c>: there the state tells, or else the reason.
    /// </summary>
    public static VgsWebhookChange ReadChange(string? name, string? state, string? reason)
    {
        var subject = ReadSubject(name);
        if (subject == VgsWebhookSubject.Unknown)
        {
            return VgsWebhookChange.Unknown;
        }

        var plain = Plain(name)!;
        var change = plain.Substring(plain.IndexOf('.') + 1);
        return subject == VgsWebhookSubject.Card
            ? Find(OfCards, change) ?? VgsWebhookChange.Unknown
            : Find(OfTokens, Plain(state))
                ?? Find(OfTokens, Plain(reason))
                ?? Find(OfTokens, change)
                ?? VgsWebhookChange.Unknown;
    }

    // A reason has the subject before the change: cmp_network_token.provisioned, network_token_provisioning_failed.
    private static VgsWebhookChange? Find(Dictionary<string, VgsWebhookChange> known, string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (var subject in new[] { "network_token.", "network_token_" })
        {
            text = Begins(text, subject) ? text.Substring(subject.Length) : text;
        }

        return known.TryGetValue(text, out var change) ? change : null;
    }

    private static string? Plain(string? name)
    {
        var text = name?.Trim();
        return text is not null && Begins(text, Cmp) ? text.Substring(Cmp.Length) : text;
    }

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
