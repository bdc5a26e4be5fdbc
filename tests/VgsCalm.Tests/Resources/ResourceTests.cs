using System.Management.Automation;
using System.Net;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Http;
using VgsCalm.Tests.Requests;

namespace VgsCalm.Tests.Resources;

/// <summary>Card look-ups, network tokens, merchants and card attributes, where all goes well.</summary>
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
    public void A_network_token_is_made_looked_at_and_deleted()
    {
        var made = Run("New-VgsNetworkToken tok_sandbox_f8KQz21 -ExpMonth 11 -ExpYear 2027 -MerchantId MCemulator");
        Assert.Equal("VgsCalm.VgsNetworkToken", made.Single.TypeNames[0]);
        Assert.Equal("ACTIVE", made["State"]);
        Assert.Equal("2027-11", made["ExpiresAt"]);
        Assert.Equal(("411111", "1111"), (made["CardBin"], made["CardLast4"]));

        Assert.Equal(made["Last4"], Run("'tok_sandbox_f8KQz21' | Get-VgsNetworkToken")["Last4"]);
        Assert.Equal(
            "DELETED",
            Run("[pscustomobject]@{ PanAlias = 'tok_sandbox_f8KQz21' } | Remove-VgsNetworkToken -Force -PassThru")[
                "State"
            ]
        );
    }

    [Fact]
    public void Network_tokens_take_rows_and_aliases_from_the_pipeline()
    {
        Shell.Set(
            "rows",
            Enumerable
                .Range(1, 3)
                .Select(n =>
                    Row(
                        ("PanAlias", $"tok_sandbox_{n:00}"),
                        ("ExpirationMonth", n),
                        ("ExpirationYear", 27),
                        ("MerchantId", "MCemulator")
                    )
                )
                .ToArray()
        );

        Assert.Equal(
            ["2027-01", "2027-02", "2027-03"],
            Run("$rows | New-VgsNetworkToken").ThrowIfFailed().Output.Select(t => t.Properties["ExpiresAt"].Value)
        );
        Assert.Equal(
            ["tok_sandbox_04"],
            Run("'tok_sandbox_04' | New-VgsNetworkToken -ExpMonth 4 -ExpYear 27")
                .ThrowIfFailed()
                .Output.Select(t => t.Properties["PanAlias"].Value)
        );
        Assert.Equal(
            ["ACTIVE", "ACTIVE", "ACTIVE"],
            Run("$rows | Get-VgsNetworkToken").ThrowIfFailed().Output.Select(t => t.Properties["State"].Value)
        );
        Assert.Equal(
            ["DELETED", "DELETED"],
            Run("'tok_sandbox_01', 'tok_sandbox_02' | Remove-VgsNetworkToken -Force -PassThru")
                .ThrowIfFailed()
                .Output.Select(t => t.Properties["State"].Value)
        );
        Assert.Equal(
            ["DELETED", "DELETED", "ACTIVE"],
            Run("$rows | Get-VgsNetworkToken").ThrowIfFailed().Output.Select(t => t.Properties["State"].Value)
        );
    }

    [Fact]
    public void The_alias_of_an_aliased_file_is_taken_as_it_is()
    {
        Assert.Equal(
            "541577h6JzS40IV1962",
            Run("New-VgsNetworkToken 541577h6JzS40IV1962 -ExpMonth 11 -ExpYear 27")["PanAlias"]
        );
        Assert.Equal("1962", Run("Get-VgsNetworkToken 541577h6JzS40IV1962")["CardLast4"]);
    }

    [Theory]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1 -ExpYear 30")]
    [InlineData("Get-VgsNetworkToken tok_1")]
    [InlineData("Remove-VgsNetworkToken tok_1 -Force -PassThru")]
    public async Task The_merchant_of_a_network_token_goes_into_its_header(string call)
    {
        await using var server = await EchoServer.StartAsync();
        server.Answer = _ => (200, """{"pan_alias":"tok_1","state":"ACTIVE"}""");
        Shell.Set("echo", server.Address);

        Run(
                $"Connect-VgsCalm -Credential $calm -Name echo -AuthUri $uris.AuthUri -CalmUri $echo; {call} "
                    + $"-MerchantId MC42 -Session echo"
            )
            .ThrowIfFailed();

        Assert.Equal("MC42", Assert.Single(server.Only.Headers["Calm-Merchant"]));
    }

    [Fact]
    public void A_deletion_whose_answer_was_lost_ends_well()
    {
        Run("New-VgsNetworkToken tok_sandbox_f8KQz21 -ExpMonth 11 -ExpYear 2027").ThrowIfFailed();
        Once(FaultKind.ResetAfter, "/calm/network-tokens/", method: "DELETE");

        Assert.Equal("DELETED", Run("Remove-VgsNetworkToken tok_sandbox_f8KQz21 -Force -PassThru")["State"]);
        Assert.Equal(2, Emulator.Requests.Count("DELETE"));
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
                    Row(
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
        Shell.Set("row", Row(("CardNumber", "4111 1111 1111 1111"), ("Reference", "A7")));

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

    private static PSObject Row(params (string Name, object Value)[] cells)
    {
        var row = new PSObject();
        foreach (var (name, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }
}
