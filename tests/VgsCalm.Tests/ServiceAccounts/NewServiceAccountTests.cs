using System.Management.Automation;
using System.Net;
using System.Security;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class NewServiceAccountTests : ConnectedTest
{
    private const string Accounts = "/accounts/organizations/ACemulator/service-accounts";
    private const string Make =
        "New-VgsServiceAccountConfig tntabc123 | New-VgsServiceAccount -OrganizationId ACemulator -Session admin ";

    [Fact]
    public void A_config_from_the_pipeline_becomes_an_account_that_has_all_it_needs()
    {
        var account = Run(Make);

        var made = Emulator.ServiceAccounts.Single(a => !a.IsSeeded);
        Assert.Equal("VgsCalm.VgsServiceAccount", account.Single.BaseObject.GetType().FullName);
        Assert.Equal(made.ClientId, account["ClientId"]);
        Assert.Equal(made.ClientId + "@vgs.dev", account["DashboardUser"]);
        Assert.Equal("calm", account["Name"]);
        Assert.Equal("tntabc123", account["VaultId"]);
        Assert.Equal("ACemulator", account["OrganizationId"]);
        Assert.Equal(["cards:write", "cards:read"], (string[])account["Scope"]!);
        Assert.Equal(made.ClientSecret, TextOf(Assert.IsType<SecureString>(account["ClientSecret"])));
        var credential = Assert.IsType<PSCredential>(account["Credential"]);
        Assert.Equal((made.ClientId, made.ClientSecret), (credential.UserName, TextOf(credential.Password)));
    }

    [Fact]
    public void The_vault_arrives_as_annotation_and_in_the_list()
    {
        Run(
                "New-VgsServiceAccountConfig tntabc123 -Name nightly -Scope cards:read -OptionalScope cards:write "
                    + "-AccessTokenLifespan 600 | New-VgsServiceAccount ACemulator -Session admin"
            )
            .ThrowIfFailed();

        var made = Emulator.ServiceAccounts.Single(a => !a.IsSeeded);
        Assert.Equal("tntabc123", made.Annotations["vgs.io/vault-id"]);
        Assert.Equal(["tntabc123"], made.Vaults);
        Assert.Equal("nightly", made.Name);
        Assert.Equal(600, made.AccessTokenLifespan);
        Assert.Equal([new GrantedScope("cards:read"), new GrantedScope("cards:write", Optional: true)], made.Scopes);
    }

    [Fact]
    public void Its_credential_connects_and_enrols_a_card_in_its_vault()
    {
        var card = Run(
            "$sa = "
                + Make
                + "; Connect-VgsCalm -Credential $sa.Credential -Name made @uris; New-VgsCard -Name A -Number "
                + "5415775831611962 -ExpMonth 1 -ExpYear 30 -Session made"
        );

        Assert.Equal(Assert.Single(Emulator.Cards).Id, card["Id"]);
        Assert.Equal("tntabc123", Emulator.Cards.Single().VaultId);
    }

    [Fact]
    public void The_account_itself_connects_and_brings_its_vault()
    {
        var session = Run(Make + "| Connect-VgsCalm -Name made -PassThru @uris");

        Assert.Equal("tntabc123", session["VaultId"]);
        Assert.Equal(Emulator.ServiceAccounts.Single(a => !a.IsSeeded).ClientId, session["ClientId"]);
    }

    [Fact]
    public void A_file_is_applied_as_it_is_and_what_comes_out_keeps_the_vault()
    {
        var file = Folder.Write("credentials.yaml", Yaml.Applied);

        Run(
                "New-VgsServiceAccount ACemulator -Path $file -Session admin | Export-VgsServiceAccountConfig $applied -IncludeSecret",
                ("file", file),
                ("applied", Folder.At("applied.yaml"))
            )
            .ThrowIfFailed();

        var made = Emulator.ServiceAccounts.Single(a => !a.IsSeeded);
        Assert.Equal("payments", made.Annotations["example.com/team"]);
        var config = Run("Import-VgsServiceAccountConfig $applied");
        Assert.Equal(made.ClientId, config["ClientId"]);
        Assert.Equal(made.ClientSecret, TextOf((SecureString)config["ClientSecret"]!));
        Assert.Equal("tntabc123", config["VaultId"]);
        Assert.Equal("payments", ((IReadOnlyDictionary<string, string>)config["Annotations"]!)["example.com/team"]);
    }

    [Fact]
    public void An_exported_account_can_be_connected_with_from_its_file()
    {
        Run(
                Make
                    + "| Export-VgsServiceAccountConfig $file -IncludeSecret; Connect-VgsCalm -Path $file -Name fromfile @uris",
                ("file", Folder.At("credentials.yaml"))
            )
            .ThrowIfFailed();

        Assert.Equal("tntabc123", Run("Get-VgsCalmSession fromfile")["VaultId"]);
    }

    [Fact]
    public void Each_config_makes_an_account_of_its_own()
    {
        var accounts = Run("New-VgsServiceAccountConfig tnt1; New-VgsServiceAccountConfig tnt2").ThrowIfFailed();

        var made = Run(
                "$configs | New-VgsServiceAccount ACemulator -Session admin",
                ("configs", accounts.Output.ToArray())
            )
            .ThrowIfFailed();

        Assert.Equal(["tnt1", "tnt2"], made.Output.Select(a => a.Properties["VaultId"].Value));
        Assert.Equal(2, Emulator.ServiceAccounts.Count(a => !a.IsSeeded));
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        var result = Run(Make + "-WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_refused_config_is_RequestInvalid_and_the_next_one_is_made()
    {
        var result = Run(
            "(New-VgsServiceAccountConfig tnt1 -Name short -AccessTokenLifespan 30), (New-VgsServiceAccountConfig "
                + "tnt2) | New-VgsServiceAccount ACemulator -Session admin"
        );

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "short");
        Assert.Equal(400, error.ValueOf("StatusCode"));
        Assert.Contains("access_token_lifespan", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("tnt2", Assert.Single(result.Output).Properties["VaultId"].Value);
    }

    [Fact]
    public void An_account_without_the_right_is_Forbidden()
    {
        var error = Run("New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACemulator")
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "calm");

        Assert.Equal(403, error.ValueOf("StatusCode"));
        Assert.NotNull(error.ValueOf("TraceId"));
    }

    [Theory]
    [InlineData(
        "New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACemulator",
        "Give a session that may do it with -Session"
    )]
    [InlineData(
        "New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 31 -Session admin",
        "another session of that vault"
    )]
    public void A_session_without_the_right_is_told_to_give_another_one(string command, string advice) =>
        Assert.Contains(advice, Run(command).Errors[0].ErrorDetails.Message, StringComparison.Ordinal);

    [Fact]
    public void Another_organization_is_Forbidden() =>
        Run("New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACsomebody -Session admin")
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "calm");

    [Fact]
    public void The_fifty_first_account_is_RequestInvalid()
    {
        for (var i = 0; i < 50; i++)
        {
            Emulator.AddServiceAccount(["cards:read"]);
        }

        var error = Run(Make).ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "calm");

        Assert.Equal(422, error.ValueOf("StatusCode"));
        Assert.Contains("50", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_another_shape_says_that_an_account_may_exist()
    {
        Once(FaultKind.WrongJson, Accounts);

        var error = Run(Make).ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "calm");

        Assert.Contains("Get-VgsServiceAccount", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("POST", Accounts));
    }

    [Fact]
    public void A_secret_that_is_no_text_is_ResponseInvalid()
    {
        Always(
            FaultKind.RawBody,
            Accounts,
            body: """{"data":{"attributes":{"client_id":"ACx","client_secret":"\ud800"}}}"""
        );

        Run(Make).ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "calm");
    }

    [Fact]
    public void A_missing_file_is_named_before_anything_is_sent()
    {
        var file = Folder.At("missing.yaml");

        Run("New-VgsServiceAccount ACemulator -Path $file -Session admin", ("file", file))
            .ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, file);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_path_that_is_no_file_is_refused()
    {
        Run("New-VgsServiceAccount ACemulator -Path Variable:PSHOME -Session admin")
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, "Variable:PSHOME");

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_broken_file_is_ConfigInvalid_before_anything_is_sent()
    {
        var file = Folder.Write("bad.yaml", "kind: ServiceAccount\n");

        Run("New-VgsServiceAccount ACemulator -Path $file -Session admin", ("file", file))
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, file);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void No_session_of_that_name_is_NotConnected() =>
        Run("New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACemulator -Session nobody")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "nobody");

    private static string TextOf(SecureString secret) => new NetworkCredential("", secret).Password;
}
