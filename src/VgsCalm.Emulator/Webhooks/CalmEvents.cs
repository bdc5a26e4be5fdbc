using System.Globalization;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>The webhooks of CALM V1: <c>au_card.…</c> and <c>network_token.updated</c>.</summary>
internal static class CalmEvents
{
    /// <summary>The events of a card whose enrolment is over: the enrolment, then each change.</summary>
    public static IEnumerable<WebhookEvent> DescribeCard(Card card, string organizationId)
    {
        if (card.FailureCode is { } reason)
        {
            yield return AuCard(
                "enrollment_failed",
                new JsonObject { ["card_id"] = card.Id, ["reason_code"] = reason }
            );
            yield break;
        }

        yield return AuCard("enrolled", new JsonObject { ["card_id"] = card.Id });
        switch (card.Event)
        {
            case "au_card.updated":
            case "au_card.expired":
                yield return AuCard(
                    card.Event["au_card.".Length..],
                    new JsonObject
                    {
                        ["card_id"] = card.Id,
                        ["old_account_number"] = card.Number,
                        ["old_expiration_date"] = Expiry(card.ExpMonth, card.ExpYear),
                        ["new_expiration_date"] = Expiry(card.ExpMonth, card.CurrentExpYear),
                    }
                );
                break;
            case "au_card.closed":
                yield return AuCard(
                    "closed",
                    new JsonObject { ["card_id"] = card.Id, ["old_account_number"] = card.Number }
                );
                break;
            default:
                // A card of which nothing has changed.
                break;
        }

        WebhookEvent AuCard(string change, JsonObject details)
        {
            details["occurred_at"] = LocalText(card.UpdatedAt);
            return Envelope(
                $"au_card.{change}",
                "Account Updater event",
                details,
                organizationId,
                card.VaultId,
                card.UpdatedAt
            );
        }
    }

    public static WebhookEvent DescribeToken(NetworkToken token, string organizationId, string vaultId)
    {
        var expYear = (2000 + token.ExpYear).ToString(CultureInfo.InvariantCulture);
        var expMonth = token.ExpMonth.ToString("00", CultureInfo.InvariantCulture);
        var details = new JsonObject
        {
            ["card_bin"] = CardNumber.Bin(token.PanAlias),
            ["card_exp_month"] = expMonth,
            ["card_exp_year"] = expYear,
            ["card_last4"] = CardNumber.Last4(token.PanAlias),
            ["created_at"] = LocalText(token.CreatedAt),
            ["exp_month"] = expMonth,
            ["exp_year"] = expYear,
            ["network_token"] = string.Empty,
            ["network_token_id"] = token.Id,
            ["network_token_last4"] = token.Last4,
            ["pan_alias"] = token.PanAlias,
            ["payment_account_reference"] = string.Empty,
            ["state"] = token.State,
            ["tenant_id"] = vaultId,
            ["updated_at"] = LocalText(token.UpdatedAt),
        };
        return Envelope(
            "network_token.updated",
            "Network Token updated",
            details,
            organizationId,
            vaultId,
            token.UpdatedAt
        );
    }

    private static WebhookEvent Envelope(
        string name,
        string description,
        JsonObject details,
        string organizationId,
        string vaultId,
        DateTimeOffset time
    )
    {
        var id = Guid.NewGuid().ToString();
        return WebhookEvent.Create(
            id,
            name,
            new JsonObject
            {
                ["description"] = description,
                ["details"] = details,
                ["event"] = name,
                ["fingerprint"] = Guid.NewGuid().ToString("N"),
                ["grouping"] = "every_single",
                ["id"] = id,
                ["integration_id"] = "INemulator",
                ["occurrence"] = 1,
                ["org_id"] = organizationId,
                ["producer"] = new JsonObject { ["application_name"] = "calm-api", ["application_protocol"] = "http" },
                ["scope"] = "vault",
                ["summary"] = $"{description} in vault {vaultId}",
                ["tenant"] = vaultId,
                ["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            }
        );
    }

    // In the details of CALM's events times have no zone.
    private static string LocalText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Expiry(int month, int year) => $"{month:00}{year % 100:00}";
}
