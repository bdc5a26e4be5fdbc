using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace VgsCalm.Tests.Emulation;

/// <summary>
/// Two thousand mutated bodies an API, the same ones each time: each is answered with a success, or with a status of the client's
/// fault and words about it.
/// </summary>
public sealed class EmulatorFuzzTests : EmulatorTest
{
    private const int Bodies = 2000;

    private const string Card =
        """{"name":"Ann","number":"4111111111111119","exp_month":1,"exp_year":30,"merchant":{"vgs_merchant_id":"MCemulator"},"""
        + """ "billing_address":{"name":"A","country":"US"},"capabilities":["ACCOUNT_UPDATER"],"cvv":"123"}""";

    private const string CmpCard =
        """{"data":{"attributes":{"pan":"4111111111111119","cvc":"123","exp_month":1,"exp_year":30,"meta":{"a":"b"},"""
        + """ "cardholder":{"name":"Ann","address":{"country":"US"}},"pan_alias":"tok_sandbox_1","wallet_type":"x"}}}""";

    private static readonly Dictionary<string, (string Type, (string Method, string Path, string Good)[] Calls)> Apis =
        new(StringComparer.Ordinal)
        {
            ["CALM"] = (
                "application/json",
                [
                    ("POST", "calm/cards", Card),
                    ("POST", "calm/card-check", Card),
                    ("POST", "calm/network-tokens", """{"pan_alias":"tok_sandbox_1","exp_month":1,"exp_year":30}"""),
                    (
                        "POST",
                        "calm/merchants",
                        """{"dba_merchant_trade_name":"A","merchant_legal_name":"B","merchant_code":"1","billing_address":{"city":"C"}}"""
                    ),
                ]
            ),
            ["CMP"] = (
                "application/vnd.api+json",
                [
                    ("POST", "cmp/cards", CmpCard),
                    (
                        "PATCH",
                        "cmp/cards/{id}",
                        """{"data":{"attributes":{"cvc":"987","exp_month":2,"exp_year":31}}}"""
                    ),
                    ("POST", "cmp/cards/{id}/network-tokens", """{"data":{"attributes":{}}}"""),
                    ("POST", "cmp/cards/{id}/card-update-subscriptions", """{"data":{"attributes":{}}}"""),
                    ("POST", "cmp/cards/{id}/check", """{"data":{"attributes":{}}}"""),
                    (
                        "POST",
                        "cmp/cards/{id}/cryptogram",
                        """{"data":{"attributes":{"currency_code":"USD","amount":1,"transaction_type":"ECOM","cryptogram_type":"TAVV"}}}"""
                    ),
                    (
                        "POST",
                        "cmp/cards/{id}/validations",
                        """{"data":{"attributes":{"cvc":"123","merchant":{"merchant_name":"A","address":{}},"cardholder_name":{}}}}"""
                    ),
                ]
            ),
            ["Accounts"] = (
                "application/vnd.api+json",
                [
                    (
                        "POST",
                        "accounts/organizations/ACemulator/service-accounts",
                        """{"data":{"attributes":{"name":"a","annotations":{"vgs.io/vault-id":"tntemulator"},"vaults":["tntemulator"],"""
                            + """ "scopes":[{"name":"cards:read","optional":true}],"access_token_lifespan":300}}}"""
                    ),
                    (
                        "POST",
                        "accounts/vaults",
                        """{"data":{"attributes":{"name":"n"},"relationships":{"organization":{"data":{"id":"ACemulator"}}}}}"""
                    ),
                    (
                        "PUT",
                        "accounts/vaults/tntemulator/members/{person}",
                        """{"data":{"attributes":{"role":"read"}}}"""
                    ),
                ]
            ),
            ["CardAttributes"] = (
                "application/json",
                [("POST", "card-attributes/attributes", """{"number":"411111"}""")]
            ),
            ["Control"] = (
                "application/json",
                [
                    (
                        "PUT",
                        "_emulator/options",
                        """{"clockOffset":1,"duplicateCheck":false,"reportedExpiresIn":"truth"}"""
                    ),
                    (
                        "POST",
                        "_emulator/faults",
                        """{"kind":"status","status":429,"pathPrefix":"/nowhere","method":"POST","times":1,"retryAfter":1}"""
                    ),
                    ("PUT", "_emulator/webhooks", """{"secret":"s","retryPeriod":1}"""),
                ]
            ),
        };

    public static TheoryData<string> Names => new(Apis.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mutated_body_is_a_success_or_refused_in_words(string api)
    {
        var (type, calls) = Apis[api];
        var token = api == "Accounts" ? await AdminTokenAsync() : await CalmTokenAsync();
        var made = await SendAsync(HttpMethod.Post, "cmp/cards", await CalmTokenAsync(), JsonApi(CmpCard));
        var card = made.Json["data"]!["id"]!.ToString();
        for (var seed = 0; seed < Bodies; seed++)
        {
            var (method, path, good) = calls[seed % calls.Length];
            path = path.Replace("{id}", card, StringComparison.Ordinal)
                .Replace("{person}", Emulator.Person.Id, StringComparison.Ordinal);
            var body = new BodyMutation(seed).Apply(good);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);

            var reply = await SendAsync(new HttpMethod(method), path, token, content);

            var told =
                $"{api}, seed {seed}: {method} {path} {Encoding.UTF8.GetString(body)}: {reply.Status} {reply.Body}";
            Assert.True(reply.Status is (>= 200 and < 300) or (>= 400 and < 500), told);
            Assert.True(reply.Status < 400 || HasWords(api, reply), told);
            Assert.True(!reply.Body.Contains("can't be read", StringComparison.Ordinal) || IsUnreadable(body), told);
            Assert.False(IsCard(reply) && reply.Attributes.ContainsKey("cvc"), told);
        }
    }

    [Fact]
    public async Task A_mutated_form_is_a_token_or_refused_in_words()
    {
        string[] calls = ["token", "token/introspect", "revoke", "logout", "auth/device"];
        var good =
            $"grant_type=client_credentials&client_id={Emulator.CalmClientId}&client_secret={Emulator.CalmClientSecret}"
            + "&scope=cards%3Aread&token=x&refresh_token=y&code=z&device_code=d";
        for (var seed = 0; seed < Bodies; seed++)
        {
            using var content = new ByteArrayContent(new BodyMutation(seed).Apply(good));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

            var reply = await SendAsync(HttpMethod.Post, Realm + calls[seed % calls.Length], content: content);

            Assert.True(reply.Status is (>= 200 and < 300) or (>= 400 and < 500), $"seed {seed}: {reply.Status}");
            Assert.True(reply.Status < 400 || reply.Text("error_description").Length > 0, $"seed {seed}: {reply.Body}");
        }
    }

    private static bool HasWords(string api, Reply reply) =>
        api == "Control"
            ? reply.Body.Trim().Length > 10
            : reply.Json["errors"]!.AsArray().All(error => error!["detail"]!.ToString().Length > 5);

    // Half a surrogate pair, or no UTF-8: the one thing that the emulator refuses for text that it cannot read.
    private static bool IsUnreadable(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Contains("\\ud800", StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal);
    }

    private static bool IsCard(Reply reply) =>
        reply.Status is 200 or 201
        && reply.Body.StartsWith('{')
        && reply.Json["data"] is JsonObject data
        && data["type"]?.ToString() == "cards";
}
