using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Resources;

/// <summary>Network tokens are made, looked at and deleted.</summary>
public sealed class NetworkTokenTests : ConnectedTest
{
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
                    InputRow.Create(
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
}
