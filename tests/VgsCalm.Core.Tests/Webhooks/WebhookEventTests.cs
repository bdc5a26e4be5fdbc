using System.Text.Json.Nodes;

namespace VgsCalm.Core.Tests.Webhooks;

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

    [Theory]
    [MemberData(nameof(WebhookPayloads.All), MemberType = typeof(WebhookPayloads))]
    public void Any_member_may_be_missing_or_of_another_kind(string payload)
    {
        foreach (var path in PathsIn(JsonNode.Parse(payload)!.AsObject(), []))
        {
            foreach (
                var other in (string?[])["(none)", "null", "\"\"", "7", "4111111111111111", "true", "[]", "[{}]", "{}"]
            )
            {
                var changed = JsonNode.Parse(payload)!.AsObject();
                var holder = path[..^1].Aggregate(changed, (at, name) => at[name]!.AsObject());
                holder.Remove(path[^1]);
                if (other != "(none)")
                {
                    holder[path[^1]] = JsonNode.Parse(other!);
                }

                Assert.NotNull(_rig.ReadSigned(changed.ToJsonString()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(WebhookPayloads.All), MemberType = typeof(WebhookPayloads))]
    public void Names_of_members_are_read_in_any_case(string payload)
    {
        var (plain, upper) = (
            _rig.ReadSigned(payload),
            _rig.ReadSigned(WithUpperNames(JsonNode.Parse(payload)!.AsObject()).ToJsonString())
        );

        Assert.Equal(TextOf(plain), TextOf(upper));
        Assert.NotNull(upper.Id);

        // All but the details, which keep VGS's own names.
        static string TextOf(VgsWebhookEvent told) =>
            string.Join(
                ' ',
                typeof(VgsWebhookEvent)
                    .GetProperties()
                    .Where(property => property.Name != nameof(VgsWebhookEvent.Details))
                    .Select(property => property.GetValue(told))
            );
    }

    [Fact]
    public void Numbers_are_read_as_text_and_lose_nothing()
    {
        var told = _rig.ReadSigned(
            """
            {"id":12345678901234567890123,
            "details":{"card_id":7,"new_account_number":4111111111112222,"new_expiration_date":1225,"exp":3.29e28}}
            """
        );

        Assert.Equal("7 4111111111112222 2025-12", $"{told.CardId} {told.RevealNumber()} {told.NewExpiry}");
        Assert.Equal("3.29e28", told.Details["exp"]);
    }

    [Theory]
    [InlineData("\"2024-12-12T09:59:44\"", "2024-12-12T09:59:44Z")]
    [InlineData("\"2024-12-12T09:59:44+02:00\"", "2024-12-12T07:59:44Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20Z")]
    [InlineData("\"1700000000000\"", "2023-11-14T22:13:20Z")]
    [InlineData("99999999999999999", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("\"\"", null)]
    public void A_time_without_a_zone_is_UTC(string time, string? expected)
    {
        var told = _rig.ReadSigned($$"""{"timestamp":{{time}}}""");

        Assert.Equal(
            expected,
            told.Timestamp?.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Theory]
    [InlineData("1224", "2024-12")]
    [InlineData("12/24", "2024-12")]
    [InlineData("12-2024", "2024-12")]
    [InlineData("122024", "2024-12")]
    [InlineData("2024-12", "2024-12")]
    [InlineData("2024-12-31", "2024-12")]
    [InlineData("2024-12-31T00:00:00", "2024-12")]
    [InlineData("1324", "1324")]
    [InlineData("soon", "soon")]
    [InlineData("4111111111111111", "411111******1111")]
    public void An_expiry_is_a_month_or_as_it_came(string given, string expected)
    {
        var told = _rig.ReadSigned(
            new JsonObject { ["details"] = new JsonObject { ["old_expiration_date"] = given } }.ToJsonString()
        );

        Assert.Equal(expected, told.OldExpiry);
    }

    [Fact]
    public void No_member_shows_a_whole_number_or_a_control_character()
    {
        const string Number = "4111111111111111";
        var members = new JsonObject();
        foreach (
            var name in (string[])
                ["card_id", "pan_alias", "state", "reason_code", "old_account_number", "any", Number, "network_token"]
        )
        {
            members[name] = $"{Number}\u001b[2J";
        }

        members["list"] = new JsonArray(Number, new JsonObject { ["deep"] = Number });
        members["cvv"] = "123";
        var told = _rig.ReadSigned(
            new JsonObject
            {
                ["id"] = Number,
                ["event"] = $"x{Number}\u0007",
                ["org_id"] = Number,
                ["details"] = members,
            }.ToJsonString()
        );

        var shown = $"{told} {System.Text.Json.JsonSerializer.Serialize(told)}";
        Assert.DoesNotContain(Number, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("001b", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"123\"", shown, StringComparison.Ordinal);
        Assert.StartsWith(Number, told.RevealNumber(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_shown_whole_whatever_digits_are_in_it()
    {
        const string Uuid = "d82e56a0-1234-5678-9012-345678901234";
        const string Hash = "2c365dba411111111111111100112233";
        var told = _rig.ReadSigned($$$"""{"id":"{{{Uuid}}}","details":{"card_fingerprint":"{{{Hash}}}"} }""");

        Assert.Equal((Uuid, (object)Hash), (told.Id, told.Details["card_fingerprint"]));
    }

    private static IEnumerable<string[]> PathsIn(JsonObject parent, string[] above) =>
        parent.SelectMany(member =>
            member.Value is JsonObject deeper
                ? PathsIn(deeper, [.. above, member.Key]).Prepend([.. above, member.Key])
                :
                [
                    [.. above, member.Key],
                ]
        );

    private static JsonObject WithUpperNames(JsonObject parent) =>
        new(
            parent.Select(member =>
                KeyValuePair.Create(
                    member.Key.ToUpperInvariant(),
                    member.Value is JsonObject deeper ? WithUpperNames(deeper) : member.Value?.DeepClone()
                )
            )
        );
}
