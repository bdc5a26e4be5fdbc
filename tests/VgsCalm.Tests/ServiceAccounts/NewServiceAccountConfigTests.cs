using System.Management.Automation;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class NewServiceAccountConfigTests : IDisposable
{
    private readonly Shell _shell = Shell.Open();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_vault_is_enough_for_what_the_VGS_page_generates()
    {
        var config = _shell.Run("New-VgsServiceAccountConfig -VaultId tntabc123");

        Assert.Equal("VgsCalm.VgsServiceAccountConfig", config.Single.BaseObject.GetType().FullName);
        Assert.Equal("calm", config["Name"]);
        Assert.Equal("tntabc123", config["VaultId"]);
        Assert.Equal(["tntabc123"], (string[])config["Vaults"]!);
        Assert.Equal(["cards:write", "cards:read"], (string[])config["Scope"]!);
        Assert.Empty((string[])config["OptionalScope"]!);
        Assert.Equal("String", config["ScopeFormat"]!.ToString());
        Assert.Null(config["AccessTokenLifespan"]);
        Assert.Null(config["ClientId"]);
        Assert.Null(config["ClientSecret"]);
    }

    [Fact]
    public void Each_parameter_says_what_the_config_has()
    {
        var config = _shell.Run(
            """
            New-VgsServiceAccountConfig -VaultId tntabc123 -Name nightly -Scope cards:read, network-tokens:read -OptionalScope cards:write `
                -Template calm -AccessTokenLifespan 600 -ScopeFormat Object
            """
        );

        Assert.Equal("nightly", config["Name"]);
        Assert.Equal(["cards:read", "network-tokens:read"], (string[])config["Scope"]!);
        Assert.Equal(["cards:write"], (string[])config["OptionalScope"]!);
        Assert.Equal(600, config["AccessTokenLifespan"]);
        Assert.Equal("Object", config["ScopeFormat"]!.ToString());
    }

    [Fact]
    public void The_vault_comes_by_position_or_from_objects_of_the_pipeline()
    {
        var configs = _shell
            .Run(
                "New-VgsServiceAccountConfig tnt1; [pscustomobject]@{ VaultId = 'tnt2' }, [pscustomobject]@{ VaultId "
                    + "= 'tnt3' } | New-VgsServiceAccountConfig"
            )
            .ThrowIfFailed();

        Assert.Equal(["tnt1", "tnt2", "tnt3"], configs.Output.Select(c => c.Properties["VaultId"].Value));
    }

    [Fact]
    public void A_scope_that_VGS_adds_tomorrow_is_taken()
    {
        var config = _shell.Run("New-VgsServiceAccountConfig tnt1 -Scope brand-new:things");

        Assert.Equal(["brand-new:things"], (string[])config["Scope"]!);
    }

    [Fact]
    public void The_template_of_the_VGS_CLI_itself_needs_no_vault()
    {
        var config = _shell.Run("New-VgsServiceAccountConfig -Template VGS-CLI");

        Assert.Equal("vgs-cli", config["Name"]);
        Assert.Null(config["VaultId"]);
        Assert.Equal(300, config["AccessTokenLifespan"]);
        Assert.Equal(
            ["access-logs:read", "organizations:read", "routes:write", "vaults:write"],
            (string[])config["Scope"]!
        );
        Assert.Equal(
            ["financial-instruments:write", "transfers:write", "orders:write"],
            (string[])config["OptionalScope"]!
        );
    }

    [Fact]
    public void The_template_without_card_numbers_has_no_scope_that_writes_cards()
    {
        var config = _shell.Run("New-VgsServiceAccountConfig tnt1 -Template read-credentials-no-pci");

        Assert.Contains("cards:read", (string[])config["Scope"]!);
        Assert.DoesNotContain("cards:write", (string[])config["Scope"]!);
        Assert.DoesNotContain("cards:read-pci", (string[])config["Scope"]!);
        Assert.InRange(config["Name"]!.ToString()!.Length, 1, 20);
    }

    [Theory]
    [InlineData("", "VaultId")]
    [InlineData("-VaultId '<VAULT_ID>'", "VaultId")]
    [InlineData("-VaultId 'tnt 1'", "VaultId")]
    [InlineData("tnt1 -Name ' '", "Name")]
    [InlineData("tnt1 -Name \"night`nly\"", "Name")]
    [InlineData("tnt1 -Name \"nightly`0\"", "Name")]
    [InlineData("tnt1 -Template nothing-like-it", "Template")]
    [InlineData("tnt1 -AccessTokenLifespan 0", "AccessTokenLifespan")]
    [InlineData("tnt1 -Scope 'cards:read cards:write'", "Scope")]
    [InlineData("tnt1 -Scope 'cards:read,cards:write'", "Scope")]
    [InlineData("tnt1 -Scope cards:read -OptionalScope 'cards:write,x'", "OptionalScope")]
    [InlineData("tnt1 -Scope cards:read, cards:read", "Scope")]
    [InlineData("tnt1 -Scope @()", "Scope")]
    [InlineData("tnt1 -Scope cards:read -OptionalScope cards:read", "OptionalScope")]
    public void A_config_that_VGS_could_not_take_is_refused_and_the_field_named(string parameters, string field)
    {
        var result = _shell.Run("New-VgsServiceAccountConfig " + parameters);

        var error = result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, field);
        Assert.Empty(result.Output);
        Assert.Equal(field, error.ValueOf("Field"));
        Assert.Null(error.ValueOf("File"));
    }
}
