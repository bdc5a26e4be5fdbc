using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Resources;

/// <summary>Each code that VGS documents is an error of its own, and the emulator has an input for it.</summary>
public sealed class ServiceCodeTests : ConnectedTest
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

    private static readonly (string Code, string Id, ErrorCategory Category, string[] Calls)[] Inputs =
    [
        (
            "merchant-not-found",
            "NotFound",
            ErrorCategory.ObjectNotFound,
            [
                Update + " -MerchantId MCnobody",
                Token + " -MerchantId MCnobody",
                "Get-VgsNetworkToken tok_1 -MerchantId MCnobody",
                "Remove-VgsNetworkToken tok_1 -MerchantId MCnobody -Force",
            ]
        ),
        (
            "card-not-found",
            "NotFound",
            ErrorCategory.ObjectNotFound,
            [
                "Get-VgsNetworkToken tok_sandbox_none",
                "Remove-VgsNetworkToken tok_sandbox_none -Force",
                "Get-VgsCardAttribute 941577",
            ]
        ),
        (
            "card-brand-not-supported",
            "RequestInvalid",
            ErrorCategory.InvalidArgument,
            [
                "Get-VgsCardUpdate -Name A -Number 9415775831611962 -ExpMonth 1 -ExpYear 30",
                "New-VgsNetworkToken 941577h6JzS40IV1962 -ExpMonth 1 -ExpYear 30",
            ]
        ),
        (
            "validation-failed",
            "RequestInvalid",
            ErrorCategory.InvalidArgument,
            ["Get-VgsCardUpdate -Name A -Number short -ExpMonth 1 -ExpYear 30"]
        ),
        ("required-fields-missing", "RequestInvalid", ErrorCategory.InvalidArgument, ["New-VgsMerchant Shop"]),
        (
            "invalid-format",
            "RequestInvalid",
            ErrorCategory.InvalidArgument,
            ["New-VgsNetworkToken short -ExpMonth 1 -ExpYear 30", "Get-VgsCardAttribute short"]
        ),
        (
            "card-not-allowed",
            "Forbidden",
            ErrorCategory.PermissionDenied,
            [
                "New-VgsCard -Name A -Number 5415775831614030 -ExpMonth 1 -ExpYear 30",
                "Get-VgsCardUpdate -Name A -Number 5415775831614030 -ExpMonth 1 -ExpYear 30",
                "New-VgsNetworkToken 541577h6JzS40IV4030 -ExpMonth 1 -ExpYear 30",
            ]
        ),
        (
            "rejected",
            "RequestInvalid",
            ErrorCategory.InvalidArgument,
            [
                "New-VgsCard -Name A -Number 5415775831614220 -ExpMonth 1 -ExpYear 30",
                "Get-VgsCardUpdate -Name A -Number 5415775831614220 -ExpMonth 1 -ExpYear 30",
                "New-VgsNetworkToken 541577h6JzS40IV4220 -ExpMonth 1 -ExpYear 30",
            ]
        ),
        (
            "declined",
            "RequestInvalid",
            ErrorCategory.InvalidArgument,
            [
                "New-VgsCard -Name A -Number 5415775831614229 -ExpMonth 1 -ExpYear 30",
                "Get-VgsCardUpdate -Name A -Number 5415775831614229 -ExpMonth 1 -ExpYear 30",
                "New-VgsNetworkToken 541577h6JzS40IV4229 -ExpMonth 1 -ExpYear 30",
            ]
        ),
        (
            "internal-server-error",
            "ServiceError",
            ErrorCategory.InvalidResult,
            [
                "New-VgsCard -Name A -Number 5415775831615000 -ExpMonth 1 -ExpYear 30",
                "Get-VgsCardUpdate -Name A -Number 5415775831615000 -ExpMonth 1 -ExpYear 30",
                "New-VgsNetworkToken 541577h6JzS40IV5000 -ExpMonth 1 -ExpYear 30",
            ]
        ),
    ];

    public static TheoryData<string, string, ErrorCategory, string> EachInput
    {
        get
        {
            var data = new TheoryData<string, string, ErrorCategory, string>();
            foreach (var (code, id, category, calls) in Inputs)
            {
                foreach (var call in calls)
                {
                    data.Add(code, id, category, call);
                }
            }

            return data;
        }
    }

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

            Assert.Equal(status, error.ValueOf("StatusCode"));
            Assert.Equal(code, error.ValueOf("Code"));
            Assert.Contains("said so", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EachInput))]
    public void The_emulator_has_an_input_for_each_code(string code, string id, ErrorCategory category, string call)
    {
        var error = Assert.Single(Run(call).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, code), (error.CategoryInfo.Category, error.ValueOf("Code")));
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

        Assert.Equal((code, status), (error.ValueOf("Code"), error.ValueOf("StatusCode")));
    }
}
