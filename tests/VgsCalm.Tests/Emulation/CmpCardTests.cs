using System.Net.Http.Headers;

namespace VgsCalm.Tests.Emulation;

/// <summary>CMP's cards: what is kept of them, their services, the test numbers, and the documented errors.</summary>
public sealed class CmpCardTests : CmpTest
{
    [Fact]
    public async Task A_card_comes_with_its_services()
    {
        var created = await CreateAsync("4111111111111119");
        var id = created.Json["data"]!["id"]!.ToString();
        await PostAsync(id, "card-update-subscriptions");

        var read = await GetAsync(id);

        Assert.StartsWith("CRD", id, StringComparison.Ordinal);
        Assert.Equal("cards", created.Json["data"]!["type"]!.ToString());
        Assert.Equal(["network_tokens"], TypesOf(created));
        Assert.Equal(["network_tokens", "card_update_subscriptions"], TypesOf(read));
        Assert.All(
            ["pan_alias", "bin", "first8", "last4", "exp_month", "exp_year"],
            field => Assert.True(read.Attributes.ContainsKey(field), field)
        );
        Assert.False(read.Attributes.ContainsKey("pan"));
    }

    [Fact]
    public async Task A_service_that_ends_is_gone_from_the_card()
    {
        var id = await CardAsync();
        await PostAsync(id, "card-update-subscriptions");

        Assert.Equal(204, (await DeleteAsync(id, "/card-update-subscriptions")).Status);
        Assert.Equal(204, (await DeleteAsync(id, "/network-tokens")).Status);
        Assert.Empty(TypesOf(await GetAsync(id)));
        Assert.Equal(404, (await DeleteAsync(id, "/network-tokens")).Status);

        Assert.Equal(204, (await DeleteAsync(id)).Status);
        Assert.Equal((404, "card-not-found", "No such card."), ErrorOf(await GetAsync(id)));
    }

    [Fact]
    public async Task Requests_at_once_make_one_subscription_and_token_and_tell_it_once()
    {
        const int Cards = 100;
        Emulator.Options.Webhooks.Address = new Uri($"http://127.0.0.1:{LoopbackPort.FindFree()}/");
        Emulator.Options.NetworkTokenOnCreate = false;
        var token = await CalmTokenAsync();
        for (var card = 0; card < Cards; card++)
        {
            var path = $"cmp/cards/{await CardAsync()}/";
            foreach (var part in new[] { "card-update-subscriptions", "network-tokens" })
            {
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 8)
                        .Select(_ => Task.Run(() => SendAsync(HttpMethod.Post, path + part, token, JsonApi("{}"))))
                );
            }
        }

        var told = Emulator.Webhooks.Select(webhook => webhook.Event).ToArray();
        Assert.Equal(Cards, told.Count(name => name == "cmp_au_card.enrolled"));
        Assert.Equal(Cards, told.Count(name => name == "cmp_network_token.updated"));
    }

    [Fact]
    public async Task Without_the_knob_no_network_token_comes_with_a_card()
    {
        Emulator.Options.NetworkTokenOnCreate = false;

        Assert.Empty(TypesOf(await CreateAsync("4111111111111119")));
    }

    [Fact]
    public async Task A_duplicate_is_303_and_names_the_card_that_is_there()
    {
        Emulator.Options.DuplicateCheck = true;
        var first = (await CreateAsync("4111111111111119")).Json["data"]!["id"]!.ToString();

        var second = await CreateAsync("4111111111111119");

        Assert.Equal((303, first), (second.Status, second.Json["data"]!["id"]!.ToString()));
    }

    [Fact]
    public async Task Fields_unknown_to_CMP_are_not_given_back()
    {
        var created = await CreateAsync(
            "4111111111111119",
            ",\"cvv\":\"987\",\"CVC\":\"987\",\"meta\":{\"order\":\"7\"},\"cardholder\":{\"name\":\"Ann\"}"
        );

        Assert.Equal(201, created.Status);
        Assert.Equal("7", created.Attributes["meta"]!["order"]!.ToString());
        Assert.Equal("Ann", created.Attributes["cardholder"]!["name"]!.ToString());
        Assert.DoesNotContain(created.Attributes, pair => pair.Key is "cvv" or "CVC");
    }

    [Theory]
    [InlineData("5100260000079200", "enrolled")]
    [InlineData("5100260000069201", "updated")]
    [InlineData("5100260000059202", "expired")]
    [InlineData("5100260000049203", "closed")]
    [InlineData("5100260000039204", "non_participating")]
    [InlineData("5100260000039220", "enrolled")]
    [InlineData("6011000025883707", "enrolled")]
    [InlineData("4622943123111560", "enrolled")]
    public async Task A_test_number_has_its_event(string pan, string told)
    {
        var id = await CardAsync(pan);

        Assert.Equal(told, (await PostAsync(id, "check")).Attributes["event"]!.ToString());
        Assert.Equal(200, (await PostAsync(id, "card-update-subscriptions")).Status);
    }

    [Fact]
    public async Task The_test_number_of_errors_ends_in_one()
    {
        var id = await CardAsync("6011005199449433");

        Assert.Equal(422, (await PostAsync(id, "check")).Status);
        Assert.Equal(422, (await PostAsync(id, "card-update-subscriptions")).Status);
    }

    [Theory]
    [InlineData("{", 400, "bad-request")]
    [InlineData("[]", 400, "bad-request")]
    [InlineData("{\"data\":{}}", 400, "bad-request")]
    [InlineData("{\"data\":{\"attributes\":{}}}", 400, "validation-failed")]
    public async Task A_body_that_is_no_card_is_refused_with_a_code(string body, int status, string code)
    {
        var reply = await SendAsync(HttpMethod.Post, "cmp/cards", await CalmTokenAsync(), JsonApi(body));

        Assert.Equal((status, code), (ErrorOf(reply).Status, ErrorOf(reply).Code));
        Assert.Equal(reply.Header("x-request-id"), reply.Text("trace_id"));
    }

    [Fact]
    public async Task Token_scope_and_media_type_have_the_documented_errors()
    {
        using var plain = new StringContent("{}", new MediaTypeHeaderValue("application/json"));

        var noToken = await SendAsync(HttpMethod.Get, "cmp/cards/CRD1", "x");
        var noScope = await SendAsync(HttpMethod.Get, "cmp/cards/CRD1", await AdminTokenAsync());
        var noType = await SendAsync(HttpMethod.Post, "cmp/cards", await CalmTokenAsync(), plain);

        Assert.Equal((401, "unauthorized"), (noToken.Status, ErrorOf(noToken).Code));
        Assert.Equal((403, "forbidden"), (noScope.Status, ErrorOf(noScope).Code));
        Assert.Equal((415, "unsupported-media-type"), (noType.Status, ErrorOf(noType).Code));
    }

    [Theory]
    [InlineData("cryptogram", "\"cryptogram_type\":\"X\"", 400, "cryptogram_type: must be TAVV or DTVV")]
    [InlineData("cryptogram", "\"cryptogram_type\":1", 400, "cryptogram_type: must be TAVV or DTVV")]
    [InlineData("cryptogram", "\"transaction_type\":\"POS\"", 400, "transaction_type: must be ECOM or AFT")]
    [InlineData("cryptogram", "\"currency_code\":\"usd\"", 400, "currency_code: must be three capital letters")]
    [InlineData("cryptogram", "\"amount\":-1", 400, "amount: must be a number that is not negative")]
    [InlineData("cryptogram", "\"amount\":{}", 400, "amount: must be a number that is not negative")]
    [InlineData("validations", "", 422, "merchant.merchant_name: must not be null")]
    [InlineData("validations", "\"merchant\":{\"merchant_name\":\"A\"}", 422, "merchant.address: must not be null")]
    [InlineData(
        "validations",
        "\"merchant\":{\"merchant_name\":1,\"address\":{}}",
        400,
        "merchant.merchant_name: must be a string"
    )]
    [InlineData(
        "validations",
        "\"cvc\":\"12\",\"merchant\":{\"merchant_name\":\"A\",\"address\":{}}",
        400,
        "cvc: must be a string of 3 or 4 digits or an alias"
    )]
    public async Task A_field_that_a_call_cannot_take_is_named(
        string part,
        string attributes,
        int status,
        string detail
    )
    {
        var reply = await PostAsync(await CardAsync(), part, $"{{\"data\":{{\"attributes\":{{{attributes}}}}}}}");

        var code = status == 422 ? "missing-required-field" : "validation-failed";
        Assert.Equal((status, code, detail), ErrorOf(reply));
    }

    [Fact]
    public async Task A_cryptogram_takes_a_payment_as_the_toolkit_sends_it()
    {
        var reply = await PostAsync(
            await CardAsync(),
            "cryptogram",
            """{"data":{"attributes":{"currency_code":"USD","amount":12.5,"transaction_type":"ECOM","cryptogram_type":"TAVV"}}}"""
        );

        Assert.Equal(201, reply.Status);
        Assert.Equal("TAVV", reply.Attributes["cryptogram"]!["type"]!.ToString());
    }

    private static string[] TypesOf(Reply card) =>
        [.. card.Json["included"]!.AsArray().Select(service => service!["type"]!.ToString())];
}
