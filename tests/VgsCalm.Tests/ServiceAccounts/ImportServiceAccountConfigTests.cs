using System.Management.Automation;
using System.Net;
using System.Security;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class ImportServiceAccountConfigTests : IDisposable
{
    private readonly Shell _shell = Shell.Open();
    private readonly ScratchFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_generated_file_is_read_and_its_placeholders_are_absent()
    {
        var config = _shell.Run(
            "Import-VgsServiceAccountConfig $file",
            ("file", _folder.Write("credentials.yaml", Yaml.Generated))
        );

        Assert.Equal("calm", config["Name"]);
        Assert.Equal(["cards:write", "cards:read"], (string[])config["Scope"]!);
        Assert.Null(config["ClientId"]);
        Assert.Null(config["ClientSecret"]);
        Assert.Null(config["VaultId"]);
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void An_applied_file_brings_id_secret_vault_and_everything_else()
    {
        var config = _shell.Run(
            "Import-VgsServiceAccountConfig $file",
            ("file", _folder.Write("credentials.yaml", Yaml.Applied))
        );

        Assert.Equal("ACtTmnC6V-calm-5S6x8", config["ClientId"]);
        Assert.Equal(Yaml.Secret, new NetworkCredential("", (SecureString)config["ClientSecret"]!).Password);
        Assert.Equal("tntabc123", config["VaultId"]);
        Assert.Equal(["cards:write"], (string[])config["Scope"]!);
        Assert.Equal(["cards:read"], (string[])config["OptionalScope"]!);
        Assert.Equal(600, config["AccessTokenLifespan"]);
        Assert.Equal("payments", ((IReadOnlyDictionary<string, string>)config["Annotations"]!)["example.com/team"]);
        Assert.DoesNotContain(Yaml.Secret, config.Single.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_and_several_paths_read_all_that_they_mean()
    {
        _folder.Write("one.yaml", Yaml.Named("one"));
        _folder.Write("two.yaml", Yaml.Named("two"));
        _folder.Write("three.yml", Yaml.Named("three"));

        var configs = _shell
            .Run("Import-VgsServiceAccountConfig -Path \"$dir/*.yaml\", \"$dir/three.yml\"", ("dir", _folder.Path))
            .ThrowIfFailed();

        Assert.Equal(["one", "two", "three"], NamesOf(configs));
    }

    [Fact]
    public void A_literal_path_may_have_the_characters_of_wildcards()
    {
        var file = _folder.Write("new[1].yaml", Yaml.Named("bracketed"));

        Assert.Equal(
            "bracketed",
            _shell.Run("Import-VgsServiceAccountConfig -LiteralPath $file", ("file", file))["Name"]
        );
        // A file of the very name goes before those that fit the pattern; where it is not there, the pattern counts.
        Assert.Equal("bracketed", _shell.Run("Import-VgsServiceAccountConfig -Path $file", ("file", file))["Name"]);
        File.Delete(file);
        Assert.Empty(_shell.Run("Import-VgsServiceAccountConfig -Path $file", ("file", file)).Output);
    }

    [Fact]
    public void Paths_come_from_the_pipeline()
    {
        var file = _folder.Write("a.yaml", Yaml.Named("a"));

        Assert.Equal(
            ["a", "a"],
            NamesOf(_shell.Run("$file, $file | Import-VgsServiceAccountConfig", ("file", file)).ThrowIfFailed())
        );
    }

    [Fact]
    public void Files_as_Get_ChildItem_gives_them_come_by_their_PSPath()
    {
        var file = _folder.Write("new[1].yaml", Yaml.Named("item"));

        var config = _shell.Run(
            "[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$file\" } | Import-VgsServiceAccountConfig",
            ("file", file)
        );

        Assert.Equal("item", config["Name"]);
    }

    [Fact]
    public void A_relative_path_begins_where_the_runspace_is()
    {
        _folder.Write("here.yaml", Yaml.Named("here"));

        var config = _shell.Run(
            "$null = $ExecutionContext.SessionState.Path.SetLocation($dir); Import-VgsServiceAccountConfig here.yaml",
            ("dir", _folder.Path)
        );

        Assert.Equal("here", config["Name"]);
    }

    [Theory]
    [InlineData("-Path")]
    [InlineData("-LiteralPath")]
    public void A_missing_file_is_an_error_of_its_own_and_the_others_are_read(string parameter)
    {
        var missing = _folder.At("missing.yaml");

        var result = _shell.Run(
            $"Import-VgsServiceAccountConfig {parameter} $a, $missing, $b",
            ("a", _folder.Write("a.yaml", Yaml.Named("a"))),
            ("missing", missing),
            ("b", _folder.Write("b.yaml", Yaml.Named("b")))
        );

        result.ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, missing);
        Assert.Equal(["a", "b"], NamesOf(result));
    }

    [Fact]
    public void A_path_that_is_no_file_is_refused()
    {
        var result = _shell.Run("Import-VgsServiceAccountConfig -LiteralPath Variable:PSHOME");

        result.ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, "Variable:PSHOME");
    }

    [Theory]
    [InlineData("apiVersion: 1.0.0\nkind: Route\ndata:\n  name: calm\n", 2, 7, "kind")]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  name: calm\n", 4, 3, "data.scopes")]
    [InlineData(
        "apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  name: calm\n  scopes: cards:read\n",
        5,
        11,
        "data.scopes"
    )]
    [InlineData(
        "apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  name: calm\n  scopes:\n    - cards:read\n    - {}\n",
        7,
        7,
        "data.scopes[1].name"
    )]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  name: calm\n  name: other\n", 5, 3, null)]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata: &a\n  name: calm\n", 3, 7, null)]
    [InlineData(
        "apiVersion: 1.0.0\nkind: ServiceAccount\ndata: !System.Diagnostics.Process\n  name: calm\n",
        3,
        7,
        null
    )]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n\tname: calm\n", 4, 1, null)]
    public void A_hostile_or_broken_file_is_named_with_line_column_and_field(
        string text,
        int line,
        int column,
        string? field
    )
    {
        var bad = _folder.Write("bad.yaml", text);

        var result = _shell.Run(
            "Import-VgsServiceAccountConfig $bad, $good",
            ("bad", bad),
            ("good", _folder.Write("good.yaml", Yaml.Generated))
        );

        var error = result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, bad);
        Assert.Equal(bad, error.ValueOf("File"));
        Assert.Equal((line, column), ((int)error.ValueOf("Line")!, (int)error.ValueOf("Column")!));
        if (field is not null)
        {
            Assert.Equal(field, error.ValueOf("Field"));
        }

        Assert.Contains($"line {line}, column {column}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("calm", Assert.Single(result.Output).Properties["Name"].Value);
    }

    [Fact]
    public void An_error_about_a_file_never_shows_the_secret_in_it()
    {
        var bad = _folder.Write(
            "bad.yaml",
            $"apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  clientSecret:{Yaml.Secret}\n  name: calm\n"
        );

        var error = _shell
            .Run("Import-VgsServiceAccountConfig $bad -Verbose -Debug", ("bad", bad))
            .ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, bad);

        Assert.DoesNotContain(error.Texts(), text => text.Contains(Yaml.Secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Fields_that_it_does_not_know_are_warnings_with_the_file_and_the_line()
    {
        var file = _folder.Write(
            "new.yaml",
            Yaml.Generated.Replace("  name: calm", "  colour: blue\n  name: calm", StringComparison.Ordinal)
        );

        var result = _shell.Run("Import-VgsServiceAccountConfig $file", ("file", file));

        Assert.Equal("calm", result["Name"]);
        var warning = Assert.Single(result.Warnings);
        Assert.StartsWith(file, warning, StringComparison.Ordinal);
        Assert.Contains("Line 6", warning, StringComparison.Ordinal);
        Assert.Contains("data.colour", warning, StringComparison.Ordinal);
    }

    private static IEnumerable<object?> NamesOf(ShellResult result) =>
        result.Output.Select(c => c.Properties["Name"].Value);
}
