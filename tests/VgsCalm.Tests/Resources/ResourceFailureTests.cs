using System.Management.Automation;

namespace VgsCalm.Tests.Resources;

/// <summary>The resource commands, where something is wrong that can be known before a request, or that an account may not do.</summary>
public sealed class ResourceFailureTests : ConnectedTest
{
    private const string Update =
        "Get-VgsCardUpdate -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27";
    private const string Token = "New-VgsNetworkToken tok_1 -ExpMonth 11 -ExpYear 27";
    private const string Merchant = "New-VgsMerchant Shop -MerchantLegalName Shop";
    private const string Attribute = "Get-VgsCardAttribute 541577";

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
    [InlineData("Get-VgsNetworkToken ' '", "PanAlias")]
    [InlineData("Get-VgsNetworkToken 'tok 1'", "tok 1")]
    [InlineData("Get-VgsCardAttribute 12345", "row 1")]
    [InlineData("Get-VgsCardAttribute ''", "row 1")]
    [InlineData("Get-VgsCardAttribute 541577******1962", "row 1")]
    [InlineData("Get-VgsCardAttribute 4.11111E+15", "row 1")]
    [InlineData("Get-VgsCardAttribute 5415.7758.3161.1962 -Reference A7", "A7")]
    public void Input_known_to_be_wrong_is_not_sent(string call, string target)
    {
        var error = Run(call).ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, target);

        Assert.DoesNotContain(error.Texts(), text => text.Contains("583161", StringComparison.Ordinal));
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void First_digits_that_nobody_knows_are_to_be_looked_at()
    {
        var error = Run("Get-VgsCardAttribute 999999")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "row 1");

        Assert.Contains("first digits", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CVV_that_is_none_is_not_sent()
    {
        Shell.Set("cvv", new System.Net.NetworkCredential("", "12a").SecurePassword);

        var error = Run(Update + " -Cvv $cvv").ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "row 1");

        Assert.Equal("Cvv", error.ValueOf("Code"));
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
