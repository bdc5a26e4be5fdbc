namespace VgsCalm.Tests.Resources;

/// <summary>A secure string where text is meant: the name of its type must not become an alias, a merchant or an address.</summary>
public sealed class ResourceWithoutTextTests : EchoTest
{
    private const string Secret = "([Net.NetworkCredential]::new('', 'hunter2').SecurePassword)";

    [Theory]
    [InlineData("Get-VgsNetworkToken -PanAlias {0}")]
    [InlineData("Get-VgsNetworkToken -PanAlias tok_1, {0}")]
    [InlineData("Get-VgsNetworkToken tok_1 -MerchantId {0}")]
    [InlineData("Remove-VgsNetworkToken -Force -PanAlias {0}")]
    [InlineData("New-VgsNetworkToken -MerchantId MC1 -ExpMonth 1 -ExpYear 31 -PanAlias {0}")]
    [InlineData("New-VgsNetworkToken tok_1 -MerchantId MC1 -ExpMonth 1 -ExpYear {0}")]
    [InlineData("Get-VgsCardAttribute -Number {0}")]
    [InlineData("New-VgsMerchant -DbaMerchantTradeName {0}")]
    [InlineData("New-VgsMerchant Shop -BillingAddress @{{ city = {0} }}")]
    [InlineData(
        "New-VgsCard -Name A -Number 5151510000000012 -ExpMonth 1 -ExpYear 31 -Capability ACCOUNT_UPDATER, {0}"
    )]
    [InlineData(
        "New-VgsCard -Name A -Number 5151510000000012 -ExpMonth 1 -ExpYear 31 -BillingAddress @{{ city = {0} }}"
    )]
    public void A_secure_string_is_refused_and_nothing_sent(string command)
    {
        var script = string.Format(System.Globalization.CultureInfo.InvariantCulture, command, Secret);

        var told = Run($"try {{ {script} -Session echo -ErrorAction Stop }} catch {{ \"$_\" }}").Single.ToString();

        Assert.Contains("no text that could be sent", told, StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }
}
