using System.Management.Automation;
using System.Net;
using System.Security;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class ExportServiceAccountConfigTests : IDisposable
{
    private const string ReadAndWrite = "Import-VgsServiceAccountConfig $from | Export-VgsServiceAccountConfig $to ";

    private readonly Shell _shell = Shell.Open();
    private readonly ScratchFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_file_is_the_one_of_the_VGS_page_with_the_vault_that_it_needs()
    {
        var result = _shell
            .Run(
                "New-VgsServiceAccountConfig tntabc123 | Export-VgsServiceAccountConfig $to",
                ("to", _folder.At("credentials.yaml"))
            )
            .ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(
            """
            apiVersion: 1.0.0
            kind: ServiceAccount
            data:
              annotations:
                vgs.io/vault-id: tntabc123
              vaults:
                - tntabc123
              name: calm
              scopes:
                - cards:write
                - cards:read

            """,
            _folder.Read("credentials.yaml")
        );
    }

    [Fact]
    public void A_file_that_was_read_is_written_the_same()
    {
        Round(Yaml.Applied, "-IncludeSecret");

        Assert.Equal(Yaml.Applied, _folder.Read("to.yaml"));
    }

    [Theory]
    [InlineData("String")]
    [InlineData("Object")]
    public void Both_forms_of_scopes_are_read_back_as_they_were_written(string format)
    {
        var config = _shell.Run(
            """
            $scopes = @{ Scope = 'cards:read'; OptionalScope = 'cards:write'; ScopeFormat = $format }
            New-VgsServiceAccountConfig tntabc123 -Name 'yes' @scopes -AccessTokenLifespan 600 |
                Export-VgsServiceAccountConfig $to
            Import-VgsServiceAccountConfig $to
            """,
            ("format", format),
            ("to", _folder.At("to.yaml"))
        );

        Assert.Equal("yes", config["Name"]);
        Assert.Equal("tntabc123", config["VaultId"]);
        Assert.Equal(["cards:read"], (string[])config["Scope"]!);
        Assert.Equal(["cards:write"], (string[])config["OptionalScope"]!);
        Assert.Equal(600, config["AccessTokenLifespan"]);
        Assert.Equal(format, config["ScopeFormat"]!.ToString());
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void The_secret_is_written_only_when_it_is_asked_for()
    {
        Round(Yaml.Applied, "").ThrowIfFailed();
        Assert.DoesNotContain(Yaml.Secret, _folder.Read("to.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("clientSecret", _folder.Read("to.yaml"), StringComparison.Ordinal);
        Assert.Contains("clientId: ACtTmnC6V-calm-5S6x8", _folder.Read("to.yaml"), StringComparison.Ordinal);

        Round(Yaml.Applied, "-IncludeSecret -Force").ThrowIfFailed();
        var config = _shell.Run("Import-VgsServiceAccountConfig $to");
        Assert.Equal(Yaml.Secret, new NetworkCredential("", (SecureString)config["ClientSecret"]!).Password);
    }

    [Fact]
    public void IncludeSecret_without_a_known_secret_is_refused()
    {
        var result = Round(Yaml.Generated, "-IncludeSecret");

        var error = result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "data.clientSecret");
        Assert.Equal("data.clientSecret", error.ValueOf("Field"));
        Assert.Equal(["from.yaml"], _folder.Files);
    }

    [Fact]
    public void Only_the_owner_can_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Round(Yaml.Applied, "-IncludeSecret").ThrowIfFailed();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("to.yaml")));
    }

    [Fact]
    public void Only_the_owner_can_read_it_even_where_it_replaces_an_open_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = _folder.Write("to.yaml", "for all to read");
        File.SetUnixFileMode(
            file,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        );

        Round(Yaml.Applied, "-IncludeSecret -Force").ThrowIfFailed();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_exists_stays_as_it_is()
    {
        var file = _folder.Write("to.yaml", "mine");

        var result = Round(Yaml.Applied, "-IncludeSecret -PassThru");

        var error = result.ShouldFailWith("FileExists", ErrorCategory.ResourceExists, file);
        Assert.Contains("a secret that it may hold", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal("mine", _folder.Read("to.yaml"));
        Assert.Equal(["from.yaml", "to.yaml"], _folder.Files);
    }

    [Fact]
    public void Force_replaces_a_file_and_leaves_nothing_else_behind()
    {
        _folder.Write("to.yaml", "old");

        Round(Yaml.Generated, "-Force").ThrowIfFailed();

        Assert.Equal("calm", _shell.Run("Import-VgsServiceAccountConfig $to")["Name"]);
        Assert.Equal(["from.yaml", "to.yaml"], _folder.Files);
    }

    [Fact]
    public void PassThru_gives_the_file()
    {
        var file = Assert.IsType<FileInfo>(Round(Yaml.Generated, "-PassThru").Single.BaseObject);

        Assert.Equal(_folder.At("to.yaml"), file.FullName);
        Assert.True(file.Exists);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -Force -IncludeSecret -PassThru")]
    public void WhatIf_writes_nothing(string parameters)
    {
        var result = Round(Yaml.Applied, parameters).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(["from.yaml"], _folder.Files);
    }

    [Fact]
    public void A_relative_path_begins_where_the_runspace_is()
    {
        _shell
            .Run(
                "$null = $ExecutionContext.SessionState.Path.SetLocation($dir); New-VgsServiceAccountConfig tnt1 | "
                    + "Export-VgsServiceAccountConfig 'here [1].yaml'",
                ("dir", _folder.Path)
            )
            .ThrowIfFailed();

        Assert.Equal(["here [1].yaml"], _folder.Files);
    }

    [Fact]
    public void Input_that_is_no_configuration_is_refused()
    {
        var result = _shell.Run("'calm' | Export-VgsServiceAccountConfig $to", ("to", _folder.At("to.yaml")));

        result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "InputObject");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var to = _folder.At("nowhere/to.yaml");

        _shell
            .Run("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $to", ("to", to))
            .ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, to);
    }

    [Theory]
    [InlineData("Variable:x", "PathNotUsable", ErrorCategory.InvalidArgument)]
    [InlineData("NoSuchDrive:x", "DriveNotFound", ErrorCategory.ObjectNotFound)]
    public void A_path_that_is_no_file_is_refused(string path, string id, ErrorCategory category) =>
        _shell
            .Run("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $to", ("to", path))
            .ShouldFailWith(id, category, path);

    private ShellResult Round(string yaml, string parameters) =>
        _shell.Run(
            ReadAndWrite + parameters,
            ("from", _folder.Write("from.yaml", yaml)),
            ("to", _folder.At("to.yaml"))
        );
}
