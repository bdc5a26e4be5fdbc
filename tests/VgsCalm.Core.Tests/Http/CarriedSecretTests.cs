using System.Text;
using VgsCalm.Http;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A service that repeats in its error what a request carried, wherever that stood in it.</summary>
public sealed class CarriedSecretTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("987")]
    [InlineData("s3 cr3t&=%+ü")]
    public async Task A_secret_of_the_query_is_not_repeated(string secret) =>
        await ShouldHide(
            secret,
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards")
            {
                Query = [new("cvv", secret), new("state", "shown")],
            }
        );

    [Theory]
    [InlineData("/cards?state=shown&api_key=s3cr3t-5f0c", "s3cr3t-5f0c")]
    [InlineData("/cards?CVV2=987&state=shown", "987")]
    [InlineData("/cards?security%2Dcode=s3cr3t%205f0c", "s3cr3t 5f0c")]
    [InlineData("/cards?number=41111111x11111", "41111111x11111")]
    public async Task A_secret_of_the_paths_query_is_not_repeated(string path, string secret) =>
        await ShouldHide(secret, new ApiRequest(HttpMethod.Get, VgsApi.Calm, path));

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("X-Client-Secret")]
    [InlineData("Cookie")]
    [InlineData("X-Vault-Token")]
    public async Task A_secret_header_is_not_repeated(string name) =>
        await ShouldHide(
            "s3cr3t-5f0c",
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards") { Headers = [new(name, "s3cr3t-5f0c")] }
        );

    [Theory]
    [InlineData("cvv=987&state=shown", "987")]
    [InlineData("state=shown&client_secret=s3cr3t%2B5f+0c", "s3cr3t+5f 0c")]
    public async Task A_secret_field_of_a_form_is_not_repeated(string form, string secret) =>
        await ShouldHide(
            secret,
            new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards")
            {
                Body = Encoding.UTF8.GetBytes(form),
                ContentType = "application/x-www-form-urlencoded",
            }
        );

    // Seven digits may be a part of another number by chance.
    [Theory]
    [InlineData("1234567", "order 9123456788", "order 9123456788")]
    [InlineData("1234567", "you sent 1234567.", "you sent ***.")]
    [InlineData("12345678", "order 9123456788", "order 9***8")]
    [InlineData("s3cr3t5", "xs3cr3t5f0c", "xs3cr3t5f0c")]
    [InlineData("s3cr3t5f", "xs3cr3t5f0c", "x***0c")]
    public void A_secret_of_eight_signs_is_hidden_within_other_text_too(string secret, string text, string shown)
    {
        var secrets = new RequestSecrets("token-5f0c", Encoding.UTF8.GetBytes($$"""{"password":"{{secret}}"}"""));

        Assert.Equal(shown, secrets.RedactSecrets(text));
    }

    public void Dispose() => _rig.Dispose();

    private async Task ShouldHide(string secret, ApiRequest request)
    {
        var detail = System.Text.Json.JsonEncodedText.Encode($"shown: you sent {secret}.");
        _rig.Service.Answer(422, $$"""{"errors":[{"code":"no","detail":"{{detail}}"}]}""");

        var error = await _rig.Fail(request);

        Assert.Contains("shown: you sent ***.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, $"{error}{error.RecommendedAction}{error.Errors[0]}", StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _rig.Debug, StringComparison.Ordinal);
    }
}
