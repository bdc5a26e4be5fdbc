using System.Text.Json.Nodes;

namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>What each kind of event tells of its card or network token.</summary>
public sealed class WebhookEventTests
{
    private readonly WebhookRig _rig = new();

    [Fact]
    public void A_network_token_of_CALM_is_read()
    {
        var told = _rig.ReadSigned(WebhookPayloads.NetworkToken);

        Assert.Equal("d82e56a0-3b6e-417a-a7cb-674f84d806e3", told.Id);
        Assert.Equal("network_token.updated", told.Event);
        Assert.Equal((VgsWebhookSubject.NetworkToken, VgsWebhookChange.Updated), (told.Subject, told.Change));
        Assert.Equal(new DateTime(2024, 12, 16, 18, 30, 25, 383, DateTimeKind.Utc), told.Timestamp?.ToUniversalTime());
        Assert.Equal("ACabc tntabc123", $"{told.OrganizationId} {told.VaultId}");
        Assert.Equal("5114103XX3542293 CARD_UPDATED", $"{told.PanAlias} {told.State}");
        Assert.Equal("2027-10", told.NewExpiry);
        Assert.Null(told.NewNumber ?? told.OldNumber ?? told.OldExpiry ?? told.CardId ?? told.ReasonCode);
        Assert.Equal("5022", told.Details["network_token_last4"]);
        Assert.False(told.Details.Contains("network_token"));
    }

    [Fact]
    public void An_updated_card_of_CALM_is_read()
    {
        var told = _rig.ReadSigned(WebhookPayloads.Updated);

        Assert.Equal((VgsWebhookSubject.Card, VgsWebhookChange.Updated), (told.Subject, told.Change));
        Assert.Equal(
            "CRDabc 411111******1111 2024-12 2027-12",
            $"{told.CardId} {told.OldNumber} {told.OldExpiry} {told.NewExpiry}"
        );
        Assert.Equal("2024-12-12T09:59:44.667670", told.Details["occurred_at"]);
        Assert.Equal("4111111111111111", told.RevealNumber());
    }

    [Fact]
    public void An_updated_card_of_CMP_is_read()
    {
        var told = _rig.ReadSigned(WebhookPayloads.CmpUpdated);

        Assert.Equal("cmp_au_card.updated", told.Event);
        Assert.Equal((VgsWebhookSubject.Card, VgsWebhookChange.Updated), (told.Subject, told.Change));
        Assert.Equal("411111******1111 411111******2222", $"{told.OldNumber} {told.NewNumber}");
        Assert.Equal("2024-12 2025-12 updated", $"{told.OldExpiry} {told.NewExpiry} {told.ReasonCode}");
        Assert.Equal("4111111111112222 4111111111111111", $"{told.RevealNumber()} {told.RevealOldNumber()}");
        Assert.Equal(new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc), told.Timestamp?.ToUniversalTime());
        Assert.Equal("411111******2222", told.Details["new_account_number"]);
    }

    public static TheoryData<string, string?, VgsWebhookSubject, VgsWebhookChange> Changes { get; } =
        new()
        {
            { "au_card.enrolled", null, VgsWebhookSubject.Card, VgsWebhookChange.Enrolled },
            { "CMP_AU_CARD.ENROLLED", null, VgsWebhookSubject.Card, VgsWebhookChange.Enrolled },
            { "cmp_au_card.enrollment.failed", null, VgsWebhookSubject.Card, VgsWebhookChange.EnrollmentFailed },
            { "cmp_au_card.enrollment_failed", null, VgsWebhookSubject.Card, VgsWebhookChange.EnrollmentFailed },
            { "au_card.enrollment_failed", null, VgsWebhookSubject.Card, VgsWebhookChange.EnrollmentFailed },
            { "au_card.expired", null, VgsWebhookSubject.Card, VgsWebhookChange.Expired },
            { "cmp_au_card.closed", null, VgsWebhookSubject.Card, VgsWebhookChange.Closed },
            { "au_card.non_participating", null, VgsWebhookSubject.Card, VgsWebhookChange.NonParticipating },
            {
                "au_card.contact_cardholder_advice",
                null,
                VgsWebhookSubject.Card,
                VgsWebhookChange.ContactCardholderAdvice
            },
            { "au_card.opt_out", null, VgsWebhookSubject.Card, VgsWebhookChange.OptedOut },
            { "au_card.unknown", null, VgsWebhookSubject.Card, VgsWebhookChange.Unknown },
            { "au_card.something_new", null, VgsWebhookSubject.Card, VgsWebhookChange.Unknown },
            { "network_token.updated", "ACTIVATED", VgsWebhookSubject.NetworkToken, VgsWebhookChange.Activated },
            { "cmp_network_token.updated", "active", VgsWebhookSubject.NetworkToken, VgsWebhookChange.Activated },
            {
                "cmp_network_token.updated",
                "cmp_card_updated",
                VgsWebhookSubject.NetworkToken,
                VgsWebhookChange.Updated
            },
            { "cmp_network_token.updated", "Suspended", VgsWebhookSubject.NetworkToken, VgsWebhookChange.Suspended },
            { "cmp_network_token.updated", "deleted", VgsWebhookSubject.NetworkToken, VgsWebhookChange.Deleted },
            {
                "cmp_network_token.updated",
                "cmp_provisioning_failed",
                VgsWebhookSubject.NetworkToken,
                VgsWebhookChange.Failed
            },
            {
                "network_token.updated",
                "network_token.provisioned",
                VgsWebhookSubject.NetworkToken,
                VgsWebhookChange.Activated
            },
            { "cmp_network_token.updated", "failed", VgsWebhookSubject.NetworkToken, VgsWebhookChange.Failed },
            { "cmp_network_token.updated", null, VgsWebhookSubject.NetworkToken, VgsWebhookChange.Updated },
            { "account.created", "active", VgsWebhookSubject.Unknown, VgsWebhookChange.Unknown },
            { "", null, VgsWebhookSubject.Unknown, VgsWebhookChange.Unknown },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void CALM_and_CMP_read_the_same(
        string name,
        string? state,
        VgsWebhookSubject subject,
        VgsWebhookChange change
    )
    {
        var told = _rig.ReadSigned(
            new JsonObject
            {
                ["event"] = name,
                ["details"] = new JsonObject { ["state"] = state },
            }.ToJsonString()
        );

        Assert.Equal((subject, change), (told.Subject, told.Change));
    }

    [Fact]
    public void Where_a_token_has_no_state_the_reason_tells()
    {
        var told = _rig.ReadSigned(
            """{"event":"cmp_network_token.updated","details":{"reason_code":"provisioning_failed"}}"""
        );

        Assert.Equal(VgsWebhookChange.Failed, told.Change);
    }
}
