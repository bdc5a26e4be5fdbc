using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Each way to give Connect-VgsCalm its credentials, and what is said when they are not there.</summary>
public sealed class CredentialFormTests : EmulatorTest
{
    protected override void Prepare()
    {
        Shell.Set("folder", Folder.Path);
    }

    [Theory]
    [InlineData("Connect-VgsCalm -Credential $calm @uris")]
    [InlineData("Connect-VgsCalm $calm @uris")]
    [InlineData("$calm | Connect-VgsCalm @uris")]
    [InlineData("Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $calm.Password @uris")]
    public void A_credential_or_id_and_secret_open_the_default_session(string connect)
    {
        Shell.Run(connect).ThrowIfFailed();

        var session = Shell.Run("Get-VgsCalmSession");
        Assert.Equal("default", session["Name"]);
        Assert.Equal(Emulator.CalmClientId, session["ClientId"]);
        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Fact]
    public void The_backslash_of_a_Windows_PowerShell_credential_is_dropped()
    {
        Shell.Set("old", Shell.CredentialOf('\\' + Emulator.CalmClientId, Emulator.CalmClientSecret));

        Assert.Equal(Emulator.CalmClientId, Shell.Run("Connect-VgsCalm $old @uris -PassThru")["ClientId"]);
    }

    [Theory]
    [InlineData("Connect-VgsCalm -Path $folder/credentials.yaml @uris -PassThru")]
    [InlineData("Connect-VgsCalm -Path $folder/cred*.yaml @uris -PassThru")]
    [InlineData("Import-VgsServiceAccountConfig $folder/credentials.yaml | Connect-VgsCalm @uris -PassThru")]
    [InlineData(
        "Connect-VgsCalm -InputObject (Import-VgsServiceAccountConfig $folder/credentials.yaml) @uris -PassThru"
    )]
    public void A_credentials_file_with_its_secret_opens_a_session_for_its_vault(string connect)
    {
        Make("$account | Export-VgsServiceAccountConfig $folder/credentials.yaml -IncludeSecret");

        var session = Shell.Run(connect);

        Assert.Equal(Shell.Run("$account")["ClientId"], session["ClientId"]);
        Assert.Equal("tntother", session["VaultId"]);
    }

    [Fact]
    public void A_service_account_connects_from_the_pipeline_as_soon_as_it_is_made()
    {
        Make("");

        var session = Shell.Run("$account | Connect-VgsCalm @uris -PassThru");

        Assert.Equal(Shell.Run("$account")["ClientId"], session["ClientId"]);
        Assert.Equal("tntother", session["VaultId"]);
    }

    [Fact]
    public void A_file_without_its_secret_is_refused_by_name_and_field()
    {
        Make("$account | Export-VgsServiceAccountConfig $folder/credentials.yaml");

        var error = Shell
            .Run("Connect-VgsCalm -Path $folder/credentials.yaml @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, File("credentials.yaml"));

        Assert.Contains("data.clientSecret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_never_applied_is_refused_by_name_and_field()
    {
        var result = Shell.Run(
            "New-VgsServiceAccountConfig -VaultId tnt1 | Export-VgsServiceAccountConfig $folder/new.yaml; "
                + "Connect-VgsCalm -Path $folder/new.yaml @uris"
        );

        Assert.Contains(
            "data.clientId",
            result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, File("new.yaml")).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_is_no_configuration_is_refused_with_the_place_in_it()
    {
        System.IO.File.WriteAllText(File("other.yaml"), "kind: ServiceAccount\ndata: [1, 2]\n");

        var error = Shell
            .Run("Connect-VgsCalm -Path $folder/other.yaml @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, File("other.yaml"));

        Assert.Contains("line ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_PathNotFound() =>
        Shell
            .Run("Connect-VgsCalm -Path $folder/none.yaml @uris")
            .ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, File("none.yaml"));

    [Fact]
    public void A_path_outside_the_file_system_is_PathNotUsable() =>
        Shell
            .Run(@"Connect-VgsCalm -Path Env:\PATH @uris")
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, @"Env:\PATH");

    [Fact]
    public void An_account_from_a_list_has_no_secret_to_connect_with() =>
        Shell
            .Run(
                "Connect-VgsCalm $admin -Name admin @uris; Get-VgsServiceAccount ACemulator -Session admin -ClientId "
                    + "$calm.UserName | Connect-VgsCalm @uris"
            )
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "data.clientSecret");

    [Fact]
    public void A_configuration_that_was_not_applied_has_no_id_to_connect_with() =>
        Shell
            .Run("New-VgsServiceAccountConfig -VaultId tnt1 | Connect-VgsCalm @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "data.clientId");

    [Theory]
    [InlineData("'some text' | Connect-VgsCalm @uris")]
    [InlineData("Connect-VgsCalm -InputObject 42 @uris")]
    [InlineData("Connect-VgsCalm -InputObject @{ ClientId = 'a'; ClientSecret = 'b' } @uris")]
    public void Any_other_object_is_refused(string connect) =>
        Shell.Run(connect).ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "InputObject");

    [Fact]
    public void A_secret_given_as_plain_text_is_refused_and_not_repeated()
    {
        var result = Shell.Run(
            "Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $plain @uris",
            ("plain", Emulator.CalmClientSecret)
        );

        result.ShouldFailWith("ParameterArgumentTransformationError", ErrorCategory.InvalidData, target: null);
        result.ShouldShowNoSecretOf(Emulator);
        Assert.Equal(0, Emulator.TokenRequestCount);
    }

    [Theory]
    [InlineData(
        "Connect-VgsCalm -ClientId '' -ClientSecret $calm.Password @uris",
        "ParameterArgumentValidationError",
        ErrorCategory.InvalidData
    )]
    [InlineData(
        "Connect-VgsCalm -Credential 'name' @uris",
        "ParameterArgumentTransformationError",
        ErrorCategory.InvalidData
    )]
    [InlineData(
        "Connect-VgsCalm -Credential $calm @uris -Proxy http://127.0.0.1:9 -ProxyCredential 'name'",
        "ParameterArgumentTransformationError",
        ErrorCategory.InvalidData
    )]
    [InlineData(
        "Connect-VgsCalm -Credential $calm -Path x.yaml @uris",
        "AmbiguousParameterSet",
        ErrorCategory.InvalidArgument
    )]
    public void Half_of_the_credentials_or_two_kinds_of_them_do_not_bind(
        string connect,
        string id,
        ErrorCategory category
    )
    {
        Shell.Run(connect).ShouldFailWith(id, category, target: null);

        Assert.Equal(0, Emulator.TokenRequestCount);
    }

    [Fact]
    public void An_empty_secret_is_refused_by_the_server_like_a_wrong_one()
    {
        Shell.Set("blank", Shell.CredentialOf(Emulator.CalmClientId, ""));

        Shell
            .Run("Connect-VgsCalm $blank @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, Emulator.CalmClientId);
    }

    private string File(string name) => Folder.At(name);

    /// <summary>Makes a service account, <c>$account</c>, for a vault of its own, and does something with it.</summary>
    private void Make(string script) =>
        Shell
            .Run(
                $"""
                Connect-VgsCalm $admin -Name admin @uris
                $account = New-VgsServiceAccountConfig -VaultId tntother | New-VgsServiceAccount -OrganizationId ACemulator -Session admin
                {script}
                """
            )
            .ThrowIfFailed();
}
