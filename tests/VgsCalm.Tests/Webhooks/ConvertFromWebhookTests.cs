using System.Collections.Specialized;
using System.Management.Automation;
using System.Net;
using System.Text;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Tests.Webhooks;

/// <summary>What platforms hand over, and what becomes of it.</summary>
public sealed class ConvertFromWebhookTests : IDisposable
{
    private const string Body =
        """{"id":"evt_1","event":"au_card.closed","details":{"card_id":"CRDabc","old_account_number":"4111111111111111"}}""";

    private readonly Shell _shell = Shell.Open();

    public ConvertFromWebhookTests()
    {
        _shell.Set("secret", Secure("webhook_secret"));
        _shell.Set("other", Secure("another_secret"));
        _shell.Set("body", Body);
        _shell.Set("bytes", Encoding.UTF8.GetBytes(Body));
        _shell.Set(
            "signature",
            WebhookSigning.Sign("webhook_secret", TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(Body))
        );
    }

    public void Dispose() => _shell.Dispose();

    // Azure Automation, Azure Functions, AWS and others, GitHub-style objects, lists of bytes.
    public static TheoryData<string> Posts { get; } =
        new()
        {
            {
                "[pscustomobject]@{ WebhookName = 'x'; RequestBody = $body; "
                    + "RequestHeader = [pscustomobject]@{ 'VGS-Signature' = $signature } }"
            },
            { "@{ RequestBody = $body; RequestHeader = @{ 'vgs-signature' = $signature } }" },
            { "\"{WebhookName:x,RequestBody:$body,RequestHeader:{Host:a:443,vgs-signature:$signature,Accept:*/*}}\"" },
            { "\"{WebhookName:x,RequestBody:$body,RequestHeader:{Vgs-Signature:$signature}}\"" },
            { "[pscustomobject]@{ Body = @{ id = 'evt_1' }; RawBody = $body; Headers = $dictionary }" },
            { "@{ body = $base64; isBase64Encoded = $true; headers = @{ 'Vgs-Signature' = @($signature) } }" },
            { "@{ body = $body; isBase64Encoded = 'false'; headers = $collection }" },
            { "@{ Body = $bytes; Headers = @([pscustomobject]@{ Name = 'VGS-SIGNATURE'; Value = $signature }) }" },
            { "@{ Body = [object[]]$bytes; Headers = \"{`\"vgs-signature`\":`\"$signature`\"}\" }" },
            {
                "[pscustomobject]@{ Request = [pscustomobject]@{ Body = $body; Headers = @{ 'vgs-signature' = $signature } } }"
            },
            { "[pscustomobject]@{ InputStream = [IO.MemoryStream]::new($bytes); Headers = $collection }" },
        };

    [Theory]
    [MemberData(nameof(Posts))]
    public void A_post_is_read_as_a_platform_hands_it_over(string post)
    {
        var (dictionary, collection) = (
            new Dictionary<string, string>(StringComparer.Ordinal),
            new NameValueCollection()
        );
        dictionary["VGS-Signature"] = collection["VGS-Signature"] = (string)_shell.Get("signature")!;
        var result = _shell.Run(
            post + " | ConvertFrom-VgsWebhook -Secret $secret",
            ("dictionary", dictionary),
            ("collection", collection),
            ("base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Body)))
        );

        Assert.Equal("CRDabc", result.ThrowIfFailed().Output.Single().Properties["CardId"].Value);
    }

    [Fact]
    public void A_post_is_read_from_JSON_as_it_is_pasted_for_a_test()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(
            new
            {
                WebhookName = "x",
                RequestBody = Body,
                RequestHeader = new Dictionary<string, object?> { ["vgs-signature"] = _shell.Get("signature") },
            }
        );

        Assert.Single(
            _shell.Run("$json | ConvertFrom-VgsWebhook -Secret $secret", ("json", json)).ThrowIfFailed().Output
        );
    }

    [Theory]
    [InlineData("-Body $body")]
    [InlineData("-Body $bytes")]
    [InlineData("-Body ([object[]]$bytes)")]
    [InlineData("-Body @($body)")]
    [InlineData("-Body ([IO.MemoryStream]::new($bytes))")]
    public void A_body_is_taken_as_text_and_as_bytes(string body) =>
        Assert.Single(
            _shell
                .Run($"ConvertFrom-VgsWebhook {body} -Signature $signature -Secret $other, $secret")
                .ThrowIfFailed()
                .Output
        );

    [Theory]
    [InlineData("$null", "nothing was given")]
    [InlineData("''", "neither RequestBody nor RequestHeader")]
    [InlineData("'{}'", "has none of RawBody")]
    [InlineData("7", "has none of RawBody")]
    [InlineData("@{ Body = ''; Headers = @{} }", "is empty")]
    [InlineData("@{ Body = $body; Headers = @{} }", "has no header 'vgs-signature'")]
    [InlineData("@{ Body = $body }", "has no header 'vgs-signature'")]
    [InlineData("@{ Body = @{ id = 1 }; Headers = @{ 'vgs-signature' = $signature } }", "was parsed already")]
    [InlineData(
        "@{ Body = [pscustomobject]@{ id = 1 }; Headers = @{ 'vgs-signature' = $signature } }",
        "was parsed already"
    )]
    [InlineData("@{ Body = 'a', 'b'; Headers = @{ 'vgs-signature' = $signature } }", "is a list of lines")]
    [InlineData(
        "@{ Body = $body; isBase64Encoded = $true; Headers = @{ 'vgs-signature' = $signature } }",
        "said to be base64"
    )]
    [InlineData("@{ Body = \"$body`u{d800}\"; Headers = @{ 'vgs-signature' = $signature } }", "half a character")]
    [InlineData(
        "@{ Body = 'x' * 1048577; Headers = @{ 'vgs-signature' = $signature } }",
        "is longer than 1048576 bytes"
    )]
    [InlineData(
        "@{ Body = $body.Replace('1', '2'); Headers = @{ 'vgs-signature' = $signature } }",
        "is not that of time and body"
    )]
    [InlineData("@{ Body = $body; Headers = @{ 'vgs-signature' = $signature, $signature } }", "more than one time")]
    public void A_post_that_is_not_VGSs_is_refused_with_its_reason(string post, string words)
    {
        var result = _shell.Run($"ConvertFrom-VgsWebhook -InputObject ({post}) -Secret $secret");

        Assert.Empty(result.Output);
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("WebhookInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CRDabc", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
    }

    [Fact]
    public void One_bad_post_does_not_stop_the_others()
    {
        var result = _shell.Run(
            "$good = @{ Body = $body; Headers = @{ 'vgs-signature' = $signature } }; $good, @{}, $good | "
                + "ConvertFrom-VgsWebhook -Secret $secret"
        );

        Assert.Equal(2, result.Output.Count);
        Assert.Single(result.Errors);
    }

    [Theory]
    [InlineData("[securestring]::new()", "WebhookInvalid")]
    [InlineData("'webhook_secret'", "ParameterArgumentTransformationError")]
    [InlineData("@($secret, 'webhook_secret')", "ParameterArgumentTransformationError")]
    [InlineData("$null", "ParameterArgumentValidationError")]
    public void A_secret_that_is_none_is_refused_and_not_repeated(string secret, string id)
    {
        var result = _shell.Run(
            $"$given = {secret}; ConvertFrom-VgsWebhook -Body $body -Signature $signature -Secret $given"
        );

        Assert.Empty(result.Output);
        var error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook_secret", $"{error} {error.Exception}", StringComparison.Ordinal);
    }

    private static System.Security.SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;
}
