using System.Text;
using CsCheck;
using VgsCalm.Core.Tests.Webhooks;

namespace VgsCalm.Core.Tests.Fuzzing;

public sealed class WebhookFuzzTests
{
    private static readonly Gen<string> Json = Fuzz.TextOf("{}[]\":,0123456789.eE+-\\uD800tfn idevcar_\n", 60);

    private static readonly Gen<string> Member = Gen.OneOf(
        Json,
        Fuzz.OneOf(
            "{}",
            "[]",
            "null",
            "\"\"",
            "1e999",
            "-1",
            "\"\\ud800\"",
            "4111111111111111",
            "\"4111 1111 1111 1111\"",
            "\"13/24\""
        )
    );

    [Fact]
    public void Any_header_is_a_signature_or_WebhookInvalid() =>
        Fuzz.Always(
            Fuzz.TextOf("t=0123456789,v0abcdef ", 90),
            header =>
            {
                var error = Fuzz.OursOrNone(() => new WebhookRig().Read(WebhookRig.Body, header));
                Assert.Equal(VgsErrorId.WebhookInvalid, error?.Id);
            }
        );

    [Fact]
    public void Any_signed_body_is_an_event_or_WebhookInvalid() =>
        Fuzz.Always(
            Json,
            body =>
            {
                var rig = new WebhookRig();
                var raw = Encoding.UTF8.GetBytes(body);
                var signed = (byte[])[.. Encoding.ASCII.GetBytes($"{rig.Now}."), .. raw];
                var error = Fuzz.OursOrNone(() => rig.Read(raw, $"t={rig.Now},v0={WebhookRig.DigestOf(signed)}"));
                Assert.True(error is null or { Id: VgsErrorId.WebhookInvalid });
            }
        );

    [Fact]
    public void Any_value_of_any_member_is_read_and_masked() =>
        Fuzz.Always(
            Gen.Select(
                Fuzz.OneOf("id", "event", "timestamp", "tenant", "details"),
                Fuzz.OneOf(
                    "state",
                    "card_id",
                    "exp_month",
                    "new_expiration_date",
                    "old_account_number",
                    "pan_alias",
                    "occurred_at"
                ),
                Member,
                Member
            ),
            (name, detail, first, second) =>
            {
                var body =
                    $$$"""{"{{{name}}}":{{{first}}},"details":{"{{{detail}}}":{{{second}}},"exp_year":{{{first}}} } }""";
                var rig = new WebhookRig();
                VgsWebhookEvent? told = null;
                var error = Fuzz.OursOrNone(() => told = rig.ReadSigned(body));

                Assert.True(error is null or { Id: VgsErrorId.WebhookInvalid });
                Assert.DoesNotContain(
                    "4111111111111111",
                    $"{error} {told} {System.Text.Json.JsonSerializer.Serialize(told)}",
                    StringComparison.Ordinal
                );
            }
        );
}
