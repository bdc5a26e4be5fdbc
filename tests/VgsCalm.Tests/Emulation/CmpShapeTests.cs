namespace VgsCalm.Tests.Emulation;

/// <summary>CMP's answers have the shapes of VGS's own fixtures, and no verification code is ever in one.</summary>
public sealed class CmpShapeTests : CmpTest
{
    private const string Renumbered = "4111111111111113";
    private const string Expired = "4111111111111125";
    private const string Cvc = "987";

    [Fact]
    public async Task A_check_has_no_id_and_lists_the_values_that_changed()
    {
        var reply = await PostAsync(await CardAsync(Expired), "check");

        var data = reply.Json["data"]!.AsObject();
        Assert.Equal((200, "card_updates"), (reply.Status, data["type"]!.ToString()));
        Assert.False(data.ContainsKey("id"));
        Assert.Equal("expired", reply.Attributes["event"]!.ToString());
        var change = Assert.Single(reply.Attributes["updated_values"]!.AsArray())!;
        Assert.Equal(
            ("exp_year", "29", "32"),
            (change["field_name"]!.ToString(), change["old_value"]!.ToString(), change["new_value"]!.ToString())
        );
    }

    [Fact]
    public async Task A_new_number_shows_as_its_last_four_without_read_pci()
    {
        var reply = await PostAsync(await CardAsync(Renumbered), "check");

        Assert.Equal("updated", reply.Attributes["event"]!.ToString());
        Assert.Contains(
            reply.Attributes["updated_values"]!.AsArray(),
            change => change!["field_name"]!.ToString() == "last4" && change["old_value"]!.ToString() == "1113"
        );
        Assert.DoesNotContain(Renumbered, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_token_is_there_with_the_card()
    {
        var reply = await PostAsync(await CardAsync(), "network-tokens");

        Assert.StartsWith("NTK", reply.Json["data"]!["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "payment_account_reference",
                "network_token",
                "bin",
                "last4",
                "exp_month",
                "exp_year",
                "state",
                "created_at",
                "updated_at",
            ],
            reply.Attributes.Select(pair => pair.Key).ToArray()
        );
    }

    [Fact]
    public async Task A_cryptogram_comes_with_its_token_and_metadata()
    {
        var id = await CardAsync();

        var reply = await PostAsync(id, "cryptogram", """{"data":{"attributes":{"cryptogram_type":"DTVV"}}}""");

        Assert.Equal("network_tokens", reply.Json["data"]!["type"]!.ToString());
        var cryptogram = reply.Attributes["cryptogram"]!;
        Assert.Equal(("05", "DTVV"), (cryptogram["eci"]!.ToString(), cryptogram["type"]!.ToString()));
        Assert.Equal(20, Convert.FromBase64String(cryptogram["value"]!.ToString()).Length);
        Assert.NotNull(reply.Attributes["payment_account_reference"]);
        var observability = reply.Json["metadata"]!["observability"]!.AsObject();
        Assert.Equal(
            ["client_id", "fingerprint", "account_id", "trace_id", "vault_id"],
            observability.Select(pair => pair.Key).ToArray()
        );
        Assert.Equal(reply.Header("x-request-id"), observability["trace_id"]!.ToString());
    }

    [Fact]
    public async Task Without_a_network_token_a_cryptogram_is_404()
    {
        Emulator.Options.NetworkTokenOnCreate = false;
        var id = await CardAsync();

        Assert.Equal(404, (await PostAsync(id, "cryptogram")).Status);
        Assert.Equal(201, (await PostAsync(id, "network-tokens")).Status);
        Assert.Equal(201, (await PostAsync(id, "cryptogram")).Status);
    }

    [Fact]
    public async Task A_subscription_is_200_and_the_same_when_asked_again()
    {
        var id = await CardAsync();

        var first = await PostAsync(id, "card-update-subscriptions");
        Time.Advance(60);
        var again = await PostAsync(id, "card-update-subscriptions");

        Assert.Equal(200, first.Status);
        Assert.StartsWith("CUS", first.Json["data"]!["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("enrolled", first.Attributes["state"]!.ToString());
        Assert.Equal(first.Attributes["created_at"]!.ToString(), first.Attributes["updated_at"]!.ToString());
        Assert.Equal(first.Body, again.Body);
    }

    [Theory]
    [InlineData("4111111111111119", "verified", "match")]
    [InlineData("4111111111111111", "not_verified", "no_match")]
    public async Task A_validation_says_what_was_verified(string pan, string account, string cvc)
    {
        var reply = await PostAsync(
            await CardAsync(pan),
            "validations",
            """{"data":{"attributes":{"cvc":"987","merchant":{"merchant_name":"Shop","address":{}}}}}"""
        );

        Assert.Equal("account-validations", reply.Json["data"]!["type"]!.ToString());
        Assert.Equal((account, cvc), (reply.Attributes["account"]!.ToString(), reply.Attributes["cvc"]!.ToString()));
        Assert.False(reply.Attributes.ContainsKey("cardholder_name"));
    }

    [Fact]
    public async Task A_verification_code_is_taken_in_and_never_given_back()
    {
        var created = await CreateAsync("4111111111111119", $",\"cvc\":\"{Cvc}\"");
        var id = created.Json["data"]!["id"]!.ToString();
        var changed = await PatchAsync(id, $"{{\"cvc\":\"{Cvc}\"}}");
        var read = await SendAsync(HttpMethod.Get, $"cmp/cards/{id}", await CalmTokenAsync());

        Assert.Equal((201, 200, 200), (created.Status, changed.Status, read.Status));
        foreach (var reply in new[] { created, changed, read })
        {
            Assert.False(reply.Attributes.ContainsKey("cvc"));
            Assert.Equal("active", reply.Attributes["cvc_status"]!.ToString());
        }

        Assert.NotEqual(created.Attributes["cvc_alias"]!.ToString(), changed.Attributes["cvc_alias"]!.ToString());
        Assert.Equal(changed.Attributes["cvc_alias"]!.ToString(), read.Attributes["cvc_alias"]!.ToString());
    }

    [Theory]
    [InlineData("""{"exp_month":null}""", "exp_month: must not be null")]
    [InlineData("""{"exp_year":null}""", "exp_year: must not be null")]
    [InlineData("""{"exp_month":13}""", "exp_month: must be between 1 and 12")]
    [InlineData("""{"exp_year":"29"}""", "exp_year: must be between 0 and 99")]
    [InlineData("""{"cvc":null}""", "cvc: must be a string of 3 or 4 digits or an alias")]
    [InlineData("""{"cvc":{"a":1}}""", "cvc: must be a string of 3 or 4 digits or an alias")]
    [InlineData("""{"pan":"4111111111111111"}""", "pan: can't be changed")]
    [InlineData("""{"cvc_status":"x"}""", "cvc_status: can't be changed")]
    public async Task A_change_that_makes_no_sense_is_400_and_changes_nothing(string attributes, string detail)
    {
        var id = await CardAsync();
        var before = await SendAsync(HttpMethod.Get, $"cmp/cards/{id}", await CalmTokenAsync());

        var reply = await PatchAsync(id, attributes);

        Assert.Equal((400, detail), (reply.Status, reply.Json["errors"]![0]!["detail"]!.ToString()));
        var after = await SendAsync(HttpMethod.Get, $"cmp/cards/{id}", await CalmTokenAsync());
        Assert.Equal(before.Body, after.Body);
        Assert.Equal(201, (await PostAsync(id, "network-tokens")).Status);
    }
}
