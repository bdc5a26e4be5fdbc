using System.Globalization;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Cmp;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>The webhooks of CMP: <c>cmp_au_card.…</c> and <c>cmp_network_token.updated</c>.</summary>
internal static class CmpEvents
{
    /// <summary>The events of a card that is subscribed to the account updater: the subscription, then each change.</summary>
    public static IEnumerable<WebhookEvent> DescribeSubscription(
        CmpCard card,
        string organizationId,
        DateTimeOffset now
    )
    {
        yield return AuCard("enrolled", CardOf(card));
        var change = CmpCardUpdate.Event(card.Outcome);
        if (change is "non_participating")
        {
            yield return AuCard(change, CardOf(card));
        }

        if (change is "updated" or "expired" or "closed")
        {
            var details = CardOf(card);
            var (month, year) = card.Expiry();
            details["old_account_number"] = card.Pan;
            details["old_expiration_date"] = $"{month:00}{year:00}";
            if (change is not "closed")
            {
                var (number, newYear) = CardUpdate.Apply(new NewCard("", card.Pan, month, year), card.Outcome);
                details["new_account_number"] = number;
                details["new_expiration_date"] = $"{month:00}{newYear:00}";
            }

            details["reason_code"] = change;
            details["reason_text"] = $"The card was {change}.";
            yield return AuCard(change, details);
        }

        WebhookEvent AuCard(string name, JsonObject details)
        {
            details["fingerprint_matches"] = "true";
            details["occurred_at"] = Text(now);
            return Envelope($"cmp_au_card.{name}", "account-updater", details, organizationId, card.VaultId, now);
        }
    }

    /// <summary>What has become of the network token of a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="state">For example <c>active</c>.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="now">When.</param>
    public static WebhookEvent DescribeToken(CmpCard card, string state, string organizationId, DateTimeOffset now)
    {
        var details = CardOf(card);
        details["state"] = state;
        details["occurred_at"] = Text(now);
        return Envelope("cmp_network_token.updated", "network-tokens", details, organizationId, card.VaultId, now);
    }

    private static JsonObject CardOf(CmpCard card) =>
        new()
        {
            ["card_id"] = card.Id,
            ["card_last4"] = CardNumber.Last4(card.Pan),
            ["card_bin"] = CardNumber.Bin(card.Pan),
            ["card_fingerprint"] = card.Fingerprint,
        };

    private static WebhookEvent Envelope(
        string name,
        string application,
        JsonObject details,
        string organizationId,
        string vaultId,
        DateTimeOffset now
    )
    {
        var id = "evt_" + Identifier.CreateRandom(22);
        return WebhookEvent.Create(
            id,
            name,
            new JsonObject
            {
                ["id"] = id,
                ["event"] = name,
                ["details"] = details,
                ["occurrence"] = 1,
                ["org_id"] = organizationId,
                ["producer"] = new JsonObject { ["application_name"] = application },
                ["scope"] = "card",
                ["tenant"] = vaultId,
                ["timestamp"] = Text(now),
            }
        );
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
