using System.Management.Automation;
using System.Net;

namespace VgsCalm.Tests.Resources;

/// <summary>Card look-ups, merchants and card attributes, where all goes well.</summary>
public sealed class ResourceTests : ConnectedTest
{
    [Fact]
    public void A_look_up_gives_the_new_number_masked_and_stores_nothing()
    {
        var update = Run(
            "Get-VgsCardUpdate -Name 'John Doe' -Number 5415775831611963 -ExpMonth 11 -ExpYear 2027 -Reference A7"
        );

        Assert.Equal("VgsCalm.VgsCardUpdate", update.Single.TypeNames[0]);
        Assert.Equal("au_card.updated", update["Event"]);
        Assert.Equal("A7", update["Reference"]);
        Assert.Matches("^541577[*]{6}[0-9]{4}$", (string)update["Number"]!);
        Assert.Empty(Emulator.Cards);
    }

    [Fact]
    public void Look_ups_take_rows_in_VGSs_layout_and_keep_their_order()
    {
        var result = Run(
                """
                1..9 | ForEach-Object { [pscustomobject]@{ Name = "N$_"; CardNumber = "541577583161196$_"; ExpirationMonth = $_;
                    ExpirationYear = 27 } } | Get-VgsCardUpdate
                """
            )
            .ThrowIfFailed();

        Assert.Equal(
            Enumerable.Range(1, 9).Select(n => $"N{n}"),
            result.Output.Select(update => update.Properties["Name"].Value)
        );
    }

    [Fact]
    public async Task The_CVV_arrives_and_is_shown_nowhere()
    {
        await using var server = await EchoServer.StartAsync();
        server.Answer = _ =>
            (
                202,
                """{"data":{"number":"5415775831611962","exp_month":11,"exp_year":27,"event":"au_card.valid","cvv":"9753"}}"""
            );
        Shell.Set("echo", server.Address);
        Shell.Set("cvv", new NetworkCredential("", "9753").SecurePassword);

        var result = Run(
                """
                Connect-VgsCalm -Credential $calm -Name echo -AuthUri $uris.AuthUri -CalmUri $echo
                Get-VgsCardUpdate -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27 -Cvv $cvv -Session echo -Verbose -Debug
                """
            )
            .ThrowIfFailed();

        Assert.Equal("9753", server.Only.Json!["cvv"]!.GetValue<string>());
        Assert.DoesNotContain(
            result.Verbose.Concat(result.Debug).Append(PSSerializer.Serialize(result.Single)),
            text => text.Contains("9753", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_merchant_is_made_and_a_card_is_enrolled_for_it()
    {
        var merchant = Run(
            "$m = New-VgsMerchant 'Corner Shop' -MerchantLegalName 'Corner Shop Ltd' -BillingAddress @{ PostalCode = "
                + "'0150'; City = 'Oslo' }; $m"
        );

        Assert.Equal("VgsCalm.VgsMerchant", merchant.Single.TypeNames[0]);
        Assert.StartsWith("MC", (string)merchant["Id"]!, StringComparison.Ordinal);
        Assert.Equal("tntemulator", merchant["VaultId"]);
        Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30 -MerchantId $m.Id").ThrowIfFailed();
    }

    [Fact]
    public void Merchants_are_made_of_the_rows_of_a_file()
    {
        Shell.Set(
            "rows",
            new[] { "A", "B" }
                .Select(n =>
                    InputRow.Create(
                        ("DbaMerchantTradeName", n),
                        ("MerchantLegalName", n + " Ltd"),
                        ("MerchantCode", "5411"),
                        ("VaultId", "tntother")
                    )
                )
                .ToArray()
        );

        var merchants = Run("$rows | New-VgsMerchant").ThrowIfFailed().Output;

        Assert.Equal(["A", "B"], merchants.Select(m => m.Properties["DbaMerchantTradeName"].Value));
        Assert.All(merchants, m => Assert.Equal("tntother", m.Properties["VaultId"].Value));
    }

    [Fact]
    public void Attributes_are_looked_up_by_a_rows_number_and_have_its_reference()
    {
        Shell.Set("row", InputRow.Create(("CardNumber", "4111 1111 1111 1111"), ("Reference", "A7")));

        var attributes = Run("$row | Get-VgsCardAttribute");

        Assert.Equal(("411111", "A7"), (attributes["Bin"], attributes["Reference"]));
    }

    [Theory]
    [InlineData("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")]
    [InlineData("Get-VgsCardUpdate -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")]
    [InlineData("Get-VgsCardAttribute 541577")]
    public void A_reference_that_is_a_card_number_comes_back_masked(string call) =>
        Assert.Equal("541577******1962", Run(call + " -Reference '5415 7758 3161 1962'")["Reference"]);

    [Fact]
    public void Attributes_come_from_a_host_of_their_own()
    {
        var attributes = Run("'4111111111111111', '541577' | Get-VgsCardAttribute").ThrowIfFailed();

        Assert.Equal(["VISA", "MASTERCARD"], attributes.Output.Select(a => a.Properties["Brand"].Value));
        Assert.Equal(2, Emulator.Requests.Count("POST", "/card-attributes/attributes/attributes"));
    }

    [Theory]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1 -ExpYear 30")]
    [InlineData("Remove-VgsNetworkToken tok_1 -Force -PassThru")]
    [InlineData("Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30")]
    [InlineData("New-VgsMerchant 'Corner Shop'")]
    public void WhatIf_sends_nothing(string call)
    {
        Run(call + " -WhatIf").ThrowIfFailed();

        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
