using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Auth;
using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Sessions;

/// <summary>Each way to give Connect-VgsCalm its credentials, and what is said when they are not there.</summary>
public sealed class CredentialFormTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vgscalm-").FullName;
    private VgsEmulator _emulator = null!;
    private Shell _shell = null!;

    public async Task InitializeAsync()
    {
        _emulator = await VgsEmulator.StartAsync();
        _shell = Shell.At(_emulator);
        _shell.Set("folder", _folder);
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Connect-VgsCalm -Credential $calm @uris")]
    [InlineData("Connect-VgsCalm $calm @uris")]
    [InlineData("Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $calm.Password @uris")]
    public void A_credential_or_id_and_secret_open_the_default_session(string connect)
    {
        _shell.Run(connect).ThrowIfFailed();

        var session = _shell.Run("Get-VgsCalmSession");
        Assert.Equal("default", session["Name"]);
        Assert.Equal(_emulator.CalmClientId, session["ClientId"]);
        Assert.Equal(1, _emulator.TokenRequestCount);
    }

    [Fact]
    public void A_credential_made_on_Windows_PowerShell_has_a_backslash_before_the_id_which_is_none_of_it()
    {
        _shell.Set("old", Shell.CredentialOf('\\' + _emulator.CalmClientId, _emulator.CalmClientSecret));

        Assert.Equal(_emulator.CalmClientId, _shell.Run("Connect-VgsCalm $old @uris -PassThru")["ClientId"]);
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

        var session = _shell.Run(connect);

        Assert.Equal(_shell.Run("$account")["ClientId"], session["ClientId"]);
        Assert.Equal("tntother", session["VaultId"]);
    }

    [Fact]
    public void A_service_account_connects_from_the_pipeline_as_soon_as_it_is_made()
    {
        Make("");

        var session = _shell.Run("$account | Connect-VgsCalm @uris -PassThru");

        Assert.Equal(_shell.Run("$account")["ClientId"], session["ClientId"]);
        Assert.Equal("tntother", session["VaultId"]);
    }

    [Fact]
    public void A_file_without_its_secret_is_refused_by_name_and_field()
    {
        Make("$account | Export-VgsServiceAccountConfig $folder/credentials.yaml");

        var error = _shell
            .Run("Connect-VgsCalm -Path $folder/credentials.yaml @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, File("credentials.yaml"));

        Assert.Contains("data.clientSecret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_never_applied_is_refused_by_name_and_field()
    {
        var result = _shell.Run(
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

        var error = _shell
            .Run("Connect-VgsCalm -Path $folder/other.yaml @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, File("other.yaml"));

        Assert.Contains("line ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_PathNotFound() =>
        _shell
            .Run("Connect-VgsCalm -Path $folder/none.yaml @uris")
            .ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, File("none.yaml"));

    [Fact]
    public void A_file_that_cannot_be_read_is_PathAccessDenied() =>
        _shell
            .Run("Connect-VgsCalm -Path $folder @uris")
            .ShouldFailWith("PathAccessDenied", ErrorCategory.PermissionDenied, _folder);

    [Fact]
    public void A_path_outside_the_file_system_is_PathNotUsable() =>
        _shell
            .Run(@"Connect-VgsCalm -Path Env:\PATH @uris")
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, @"Env:\PATH");

    [Fact]
    public void An_account_from_a_list_has_no_secret_to_connect_with() =>
        _shell
            .Run(
                "Connect-VgsCalm $admin -Name admin @uris; Get-VgsServiceAccount ACemulator -Session admin -ClientId "
                    + "$calm.UserName | Connect-VgsCalm @uris"
            )
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "data.clientSecret");

    [Fact]
    public void A_configuration_that_was_not_applied_has_no_id_to_connect_with() =>
        _shell
            .Run("New-VgsServiceAccountConfig -VaultId tnt1 | Connect-VgsCalm @uris")
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "data.clientId");

    [Theory]
    [InlineData("'some text' | Connect-VgsCalm @uris")]
    [InlineData("Connect-VgsCalm -InputObject 42 @uris")]
    [InlineData("Connect-VgsCalm -InputObject @{ ClientId = 'a'; ClientSecret = 'b' } @uris")]
    public void Any_other_object_is_refused(string connect) =>
        _shell.Run(connect).ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "InputObject");

    [Fact]
    public void A_secret_given_as_plain_text_is_refused_and_not_repeated()
    {
        var result = _shell.Run(
            "Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $plain @uris",
            ("plain", _emulator.CalmClientSecret)
        );

        result.ShouldFailWith("ParameterArgumentTransformationError", ErrorCategory.InvalidData, target: null);
        result.ShouldShowNoSecretOf(_emulator);
        Assert.Equal(0, _emulator.TokenRequestCount);
    }

    [Theory]
    [InlineData(
        "Connect-VgsCalm -ClientId '' -ClientSecret $calm.Password @uris",
        "ParameterArgumentValidationError",
        ErrorCategory.InvalidData
    )]
    [InlineData(
        "Connect-VgsCalm -ClientId id -ClientSecret $null @uris",
        "ParameterArgumentValidationError",
        ErrorCategory.InvalidData
    )]
    [InlineData(
        "Connect-VgsCalm -Credential $null @uris",
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
        _shell.Run(connect).ShouldFailWith(id, category, target: null);

        Assert.Equal(0, _emulator.TokenRequestCount);
    }

    [Fact]
    public void An_empty_secret_is_refused_by_the_server_like_a_wrong_one()
    {
        _shell.Set("blank", Shell.CredentialOf(_emulator.CalmClientId, ""));

        _shell
            .Run("Connect-VgsCalm $blank @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, _emulator.CalmClientId);
    }

    private string File(string name) => Path.Combine(_folder, name);

    /// <summary>Makes a service account, <c>$account</c>, for a vault of its own, and does something with it.</summary>
    private void Make(string script) =>
        _shell
            .Run(
                $"""
                Connect-VgsCalm $admin -Name admin @uris
                $account = New-VgsServiceAccountConfig -VaultId tntother | New-VgsServiceAccount -OrganizationId ACemulator -Session admin
                {script}
                """
            )
            .ThrowIfFailed();
}
