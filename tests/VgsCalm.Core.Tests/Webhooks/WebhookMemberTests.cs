using System.Text.Json.Nodes;

namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>What the members of an event may be, and how each of them is read.</summary>
public sealed class WebhookMemberTests
{
    private readonly WebhookRig _rig = new();

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
    [InlineData("99999999999", "5138-11-16T09:46:39Z")]
    [InlineData("100000000000", "1973-03-03T09:46:40Z")]
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

    [Theory]
    [InlineData("evt_165291048564554588")]
    [InlineData("CRD03392952136085855635")]
    [InlineData("tok_live_56d4c2bde797c4b570f2759931493141")]
    [InlineData("V0010013018036776997406844670")]
    public void An_id_with_the_digits_of_a_card_number_stays_whole(string id)
    {
        var told = _rig.ReadSigned(
            $$$"""
            {"id":"{{{id}}}","org_id":"{{{id}}}","tenant":"{{{id}}}","details":{"card_id":"{{{id}}}","pan_alias":"{{{id}}}",
            "network_token_id":"{{{id}}}","payment_account_reference":"{{{id}}}","card_fingerprint":"{{{id}}}"} }
            """
        );

        Assert.All(
            (string?[])[told.Id, told.OrganizationId, told.VaultId, told.CardId, told.PanAlias],
            shown => Assert.Equal(id, shown)
        );
        Assert.All(told.Details.Values.Cast<string>(), shown => Assert.Equal(id, shown));
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("evt 4111111111111112")]
    [InlineData("evt_4111111111111111")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]
    public void What_is_no_id_is_masked_in_its_place(string text)
    {
        var told = _rig.ReadSigned($$$"""{"id":"{{{text}}}","details":{"card_id":"{{{text}}}"} }""");

        Assert.All((object?[])[told.Id, told.CardId, told.Details["card_id"]], shown => Assert.NotEqual(text, shown));
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
