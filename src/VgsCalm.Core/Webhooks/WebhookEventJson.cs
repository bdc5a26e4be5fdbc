using VgsCalm.Json;

namespace VgsCalm.Webhooks;

/// <summary>
/// Events from their JSON, of CALM V1 and of CMP. Every member is optional. Source: VGS notifications; docs.cheqpay.mx.
/// </summary>
internal static class WebhookEventJson
{
    /// <exception cref="VgsApiException">WebhookInvalid: the body is not a JSON object.</exception>
    public static VgsWebhookEvent Read(byte[] body)
    {
        using var json = JsonFields.ParseObject(body) ?? throw WebhookInvalid.NotAnEvent();
        var fields = new WebhookFields(json.RootElement);
        var name = fields.Envelope("event");
        var state = fields.Detail("state", "status");
        var reason = fields.Detail("reason_code", "failure_code", "reason");
        var oldNumber = fields.Detail("old_account_number");
        var newNumber = fields.Detail("new_account_number", "network_token");
        return new VgsWebhookEvent(oldNumber, newNumber)
        {
            OldNumber = WebhookText.MaskNumber(oldNumber),
            NewNumber = WebhookText.MaskNumber(newNumber),
            Id = WebhookText.RedactId(fields.Envelope("id")),
            Event = WebhookText.Redact(name),
            Subject = WebhookNames.ReadSubject(name),
            Change = WebhookNames.ReadChange(name, state, reason),
            Timestamp = WebhookFields
                .Time(fields.Envelope("timestamp") ?? fields.Detail("occurred_at", "updated_at"))
                ?.LocalDateTime,
            OrganizationId = WebhookText.RedactId(fields.Envelope("org_id", "organization_id")),
            VaultId = WebhookText.RedactId(
                fields.Envelope("tenant", "tenant_id", "vault_id") ?? fields.Detail("tenant_id", "vault_id")
            ),
            CardId = WebhookText.RedactId(fields.Detail("card_id")),
            PanAlias = WebhookText.RedactId(fields.Detail("pan_alias")),
            State = WebhookText.Redact(state),
            OldExpiry = WebhookExpiry.Read(fields.Detail("old_expiration_date")),
            NewExpiry =
                WebhookExpiry.Read(fields.Detail("new_expiration_date"))
                ?? WebhookExpiry.Read(fields.Detail("exp_month"), fields.Detail("exp_year")),
            ReasonCode = WebhookText.Redact(reason),
            Details = fields.ShownDetails(),
        };
    }
}
