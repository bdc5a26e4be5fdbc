using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Resources;

/// <summary>
/// The resource commands, where something is wrong: each documented code, and each way in which an answer fails to come.
/// </summary>
public sealed class ResourceFailureTests : ConnectedTest
{
    private const string Update =
        "Get-VgsCardUpdate -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27";
    private const string Token = "New-VgsNetworkToken tok_1 -ExpMonth 11 -ExpYear 27";
    private const string Merchant = "New-VgsMerchant Shop -MerchantLegalName Shop";
    private const string Attribute = "Get-VgsCardAttribute 541577";

    private static readonly (string Call, string Path, string Target)[] Calls =
    [
        (Update, "/calm/card-check", "row 1"),
        (Token, "/calm/network-tokens", "tok_1"),
        ("Get-VgsNetworkToken tok_1", "/calm/network-tokens/", "tok_1"),
        ("Remove-VgsNetworkToken tok_1 -Force", "/calm/network-tokens/", "tok_1"),
        (Merchant, "/calm/merchants", "Shop"),
        (Attribute, "/card-attributes/", "row 1"),
    ];

    private static readonly (int Status, string Code, string Id, ErrorCategory Category)[] Codes =
    [
        (404, "merchant-not-found", "NotFound", ErrorCategory.ObjectNotFound),
        (404, "card-not-found", "NotFound", ErrorCategory.ObjectNotFound),
        (422, "card-brand-not-supported", "RequestInvalid", ErrorCategory.InvalidArgument),
        (422, "account-updater-not-supported", "RequestInvalid", ErrorCategory.InvalidArgument),
        (400, "validation-failed", "RequestInvalid", ErrorCategory.InvalidArgument),
        (400, "invalid-payload", "RequestInvalid", ErrorCategory.InvalidArgument),
        (415, "unsupported-media-type", "RequestInvalid", ErrorCategory.InvalidArgument),
        (403, "card-not-allowed", "Forbidden", ErrorCategory.PermissionDenied),
        (400, "required-fields-missing", "RequestInvalid", ErrorCategory.InvalidArgument),
        (400, "invalid-format", "RequestInvalid", ErrorCategory.InvalidArgument),
        (422, "rejected", "RequestInvalid", ErrorCategory.InvalidArgument),
        (422, "declined", "RequestInvalid", ErrorCategory.InvalidArgument),
    ];

    public static TheoryData<int> EachCall { get; } = [.. Enumerable.Range(0, Calls.Length)];

    [Theory]
    [MemberData(nameof(EachCall))]
    public void Each_documented_code_is_an_error_of_its_own_with_what_the_service_says(int index)
    {
        var (call, path, target) = Calls[index];
        foreach (var (status, code, id, category) in Codes)
        {
            Emulator.Faults.Clear();
            Always(
                FaultKind.RawBody,
                path,
                status,
                $$"""{"errors":[{"code":"{{code}}","detail":"said so"}]}""",
                "application/json"
            );

            var error = Run(call).ShouldFailWith(id, category, target);

            Assert.Equal(status, error.Of("StatusCode"));
            Assert.Equal(code, error.Of("Code"));
            Assert.Contains("said so", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("merchant-not-found", "NotFound", ErrorCategory.ObjectNotFound, Update + " -MerchantId MCnobody")]
    [InlineData("merchant-not-found", "NotFound", ErrorCategory.ObjectNotFound, Token + " -MerchantId MCnobody")]
    [InlineData(
        "merchant-not-found",
        "NotFound",
        ErrorCategory.ObjectNotFound,
        "Get-VgsNetworkToken tok_1 -MerchantId MCnobody"
    )]
    [InlineData(
        "merchant-not-found",
        "NotFound",
        ErrorCategory.ObjectNotFound,
        "Remove-VgsNetworkToken tok_1 -MerchantId MCnobody -Force"
    )]
    [InlineData("card-not-found", "NotFound", ErrorCategory.ObjectNotFound, "Get-VgsNetworkToken tok_sandbox_none")]
    [InlineData(
        "card-not-found",
        "NotFound",
        ErrorCategory.ObjectNotFound,
        "Remove-VgsNetworkToken tok_sandbox_none -Force"
    )]
    [InlineData("card-not-found", "NotFound", ErrorCategory.ObjectNotFound, "Get-VgsCardAttribute 941577")]
    [InlineData(
        "card-brand-not-supported",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "Get-VgsCardUpdate -Name A -Number 9415775831611962 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "card-brand-not-supported",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsNetworkToken 941577h6JzS40IV1962 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "validation-failed",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "Get-VgsCardUpdate -Name A -Number short -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData("required-fields-missing", "RequestInvalid", ErrorCategory.InvalidArgument, "New-VgsMerchant Shop")]
    [InlineData(
        "invalid-format",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsNetworkToken short -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData("invalid-format", "RequestInvalid", ErrorCategory.InvalidArgument, "Get-VgsCardAttribute short")]
    [InlineData(
        "card-not-allowed",
        "Forbidden",
        ErrorCategory.PermissionDenied,
        "New-VgsCard -Name A -Number 5415775831614030 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "card-not-allowed",
        "Forbidden",
        ErrorCategory.PermissionDenied,
        "Get-VgsCardUpdate -Name A -Number 5415775831614030 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "card-not-allowed",
        "Forbidden",
        ErrorCategory.PermissionDenied,
        "New-VgsNetworkToken 541577h6JzS40IV4030 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "rejected",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsCard -Name A -Number 5415775831614220 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "rejected",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "Get-VgsCardUpdate -Name A -Number 5415775831614220 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "rejected",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsNetworkToken 541577h6JzS40IV4220 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "declined",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsCard -Name A -Number 5415775831614229 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "declined",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "Get-VgsCardUpdate -Name A -Number 5415775831614229 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "declined",
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "New-VgsNetworkToken 541577h6JzS40IV4229 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "internal-server-error",
        "ServiceError",
        ErrorCategory.InvalidResult,
        "New-VgsCard -Name A -Number 5415775831615000 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "internal-server-error",
        "ServiceError",
        ErrorCategory.InvalidResult,
        "Get-VgsCardUpdate -Name A -Number 5415775831615000 -ExpMonth 1 -ExpYear 30"
    )]
    [InlineData(
        "internal-server-error",
        "ServiceError",
        ErrorCategory.InvalidResult,
        "New-VgsNetworkToken 541577h6JzS40IV5000 -ExpMonth 1 -ExpYear 30"
    )]
    public void The_emulator_has_an_input_for_each_code(string code, string id, ErrorCategory category, string call)
    {
        var error = Assert.Single(Run(call).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, code), (error.CategoryInfo.Category, error.Of("Code")));
        Assert.Equal(1, Emulator.Requests.Count());
    }

    [Theory]
    [InlineData(1, "account-updater-not-supported")]
    [InlineData(7, "account-updater-not-supported")]
    [InlineData(6, "internal-server-error")]
    [InlineData(8, "internal-server-error")]
    public void A_look_up_that_the_updater_cannot_answer_has_its_failure_code(int lastDigit, string code)
    {
        var update = Run($"Get-VgsCardUpdate -Name A -Number 541577583161196{lastDigit} -ExpMonth 1 -ExpYear 30");

        Assert.Equal(code, update["FailureCode"]);
        Assert.Null(update["Event"]);
    }

    [Theory]
    [InlineData("Invoke-VgsCalmRequest /card-check -Method Post -Body '{'", "invalid-payload", 400)]
    [InlineData(
        "Invoke-VgsCalmRequest /card-check -Method Post -Body '{}' -ContentType text/plain",
        "unsupported-media-type",
        415
    )]
    public void Two_codes_are_about_requests_that_no_resource_command_makes(string call, string code, int status)
    {
        var error = Run(call).ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/card-check");

        Assert.Equal((code, status), (error.Of("Code"), error.Of("StatusCode")));
    }

    [Theory]
    [InlineData(Token)]
    [InlineData(Merchant)]
    public void A_scope_that_the_account_lacks_is_Forbidden(string call)
    {
        var poor = Emulator.AddServiceAccount(["cards:read"], Emulator.Options.VaultId);
        Shell.Set("poor", Shell.CredentialOf(poor.ClientId, poor.ClientSecret));

        var result = Run($"Connect-VgsCalm -Credential $poor -Name poor @uris; {call} -Session poor");

        Assert.StartsWith("Forbidden,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-VgsCardUpdate -Name A -Number 123 -ExpMonth 1 -ExpYear 30", "row 1")]
    [InlineData("Get-VgsCardUpdate -Name A -Number 5415775831611962 -ExpMonth 13 -ExpYear 30 -Reference A7", "A7")]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 0 -ExpYear 30", "tok_1")]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1", "tok_1")]
    [InlineData("Get-VgsNetworkToken 5415775831611962", "541577******1962")]
    [InlineData("Get-VgsNetworkToken 5415.7758.3161.1962", "541577******1962")]
    [InlineData("Get-VgsNetworkToken 5415_7758_3161_1962", "541577******1962")]
    [InlineData("Remove-VgsNetworkToken '\"5415-7758-3161-1962\"'", "541577******1962")]
    [InlineData("New-VgsNetworkToken ' 5415 7758 3161 1962' -ExpMonth 1 -ExpYear 30", "541577******1962")]
    [InlineData("New-VgsNetworkToken 541577583161196O -ExpMonth 1 -ExpYear 30", "541577******196O")]
    [InlineData("Get-VgsNetworkToken ' '", "")]
    [InlineData("Get-VgsNetworkToken 'tok 1'", "tok 1")]
    [InlineData("Get-VgsCardAttribute 12345", "row 1")]
    [InlineData("Get-VgsCardAttribute ''", "row 1")]
    [InlineData("Get-VgsCardAttribute 541577******1962", "row 1")]
    [InlineData("Get-VgsCardAttribute 4.11111E+15", "row 1")]
    [InlineData("Get-VgsCardAttribute 5415.7758.3161.1962 -Reference A7", "A7")]
    public void What_can_be_known_to_be_wrong_is_not_sent(string call, string target)
    {
        var error = Run(call).ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, target);

        Assert.DoesNotContain(error.Texts(), text => text.Contains("583161", StringComparison.Ordinal));
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_CVV_that_is_none_is_not_sent()
    {
        Shell.Set("cvv", new System.Net.NetworkCredential("", "12a").SecurePassword);

        var error = Run(Update + " -Cvv $cvv").ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "row 1");

        Assert.Equal("Cvv", error.Of("Code"));
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_field_of_an_address_that_the_API_does_not_know_is_named()
    {
        var error = Run("New-VgsMerchant Shop -BillingAddress @{ street = 'Main' }")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Shop");

        Assert.Contains("street", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
