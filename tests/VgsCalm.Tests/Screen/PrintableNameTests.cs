using System.Management.Automation;

namespace VgsCalm.Tests.Screen;

/// <summary>A name, an id or a path with line ends or escape sequences in it acts on no terminal, and breaks no line of a log.</summary>
public sealed class PrintableNameTests : ConnectedTest
{
    private const string Name = "a\n\u001b7b\u202ec";

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session $name")]
    [InlineData("Connect-VgsCalm -ClientId $name -ClientSecret (ConvertTo-SecureString x -AsPlainText -Force) @uris")]
    [InlineData("Select-VgsCalmSession $name")]
    [InlineData("Get-VgsAccessToken -Session $name")]
    [InlineData("Invoke-VgsCalmRequest /x -Session $name")]
    [InlineData("Get-VgsCard $name")]
    [InlineData("Get-VgsNetworkToken $name")]
    [InlineData("Get-VgsServiceAccount $name -Session admin")]
    [InlineData("Reset-VgsServiceAccount ACemulator -ClientId $name -Session admin")]
    [InlineData("New-VgsCard -Name A -Number 1 -ExpMonth 1 -ExpYear 31 -Reference $name")]
    [InlineData(
        "New-VgsServiceAccountConfig $name -Name x -Scope $name | New-VgsServiceAccount ACemulator -Session admin"
    )]
    public void An_error_shows_no_control_character(string command) => Fail(command);

    [Theory]
    [InlineData("Import-VgsCard $path")]
    [InlineData("Import-VgsCard -LiteralPath $path")]
    [InlineData("Invoke-VgsCalmRequest /x -OutFile \"$path/x\"")]
    [InlineData("Connect-VgsCalm -Path $path @uris")]
    [InlineData("Import-VgsServiceAccountConfig $path")]
    [InlineData("New-VgsServiceAccount ACemulator -Path $path -Session admin")]
    [InlineData("Import-VgsServiceAccountConfig -LiteralPath $path")]
    [InlineData("Import-VgsServiceAccountConfig \"nowhere:$name\"")]
    [InlineData("Import-VgsServiceAccountConfig \"env:$name\"")]
    [InlineData("Import-VgsServiceAccountConfig \"$name`0\"")]
    [InlineData("$calm | Connect-VgsCalm -CaCertificatePath $path -VaultProxy -VaultId tnt1")]
    [InlineData("$null = New-Item $path -ItemType Directory; Import-VgsCard cards.csv -JournalPath $path")]
    [InlineData("$null = New-Item $path -ItemType Directory; Invoke-VgsCalmRequest /x -OutFile $path")]
    [InlineData("$null = New-Item $path -ItemType Directory; Import-VgsServiceAccountConfig $path")]
    public void An_error_of_a_file_shows_no_control_character(string command) => Fail(command);

    [Theory]
    [InlineData("Import-VgsServiceAccountConfig -LiteralPath $path", typeof(FileNotFoundException))]
    [InlineData("Connect-VgsCalm -LiteralPath \"$path/x\" @uris", typeof(DirectoryNotFoundException))]
    [InlineData("Import-VgsServiceAccountConfig \"env:$name\"", typeof(NotSupportedException))]
    [InlineData(
        "$null = New-Item $path -ItemType Directory; Import-VgsServiceAccountConfig $path",
        typeof(IOException)
    )]
    public void The_error_of_such_a_file_is_caught_as_any_other(string command, Type type) =>
        Assert.IsType(type, Fail(command).Exception);

    [Theory]
    [InlineData("Remove-VgsServiceAccount ACemulator -ClientId $name -Session admin -Confirm:$false -Verbose")]
    [InlineData("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path -Verbose")]
    [InlineData("Set-Content cards.csv 'Name'; Import-VgsCard cards.csv -JournalPath $path -Verbose")]
    public void What_is_asked_about_shows_no_control_character(string command)
    {
        var result = Run("Set-Location $folder; " + command, Variables());

        Assert.Contains(
            result.Verbose,
            line =>
                line.StartsWith("Performing", StringComparison.Ordinal) && line.Contains("7b", StringComparison.Ordinal)
        );
        Assert.All(result.Verbose, ShouldBePrintable);
    }

    [Theory]
    [InlineData("Import-VgsServiceAccountConfig -LiteralPath $path")]
    [InlineData("Connect-VgsCalm -LiteralPath $path @uris")]
    [InlineData("New-VgsServiceAccount ACemulator -LiteralPath $path -Session admin")]
    public void A_warning_of_a_file_shows_no_control_character(string command)
    {
        Run(
                "New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path; Add-Content -LiteralPath $path 'more: 1'",
                Variables()
            )
            .ThrowIfFailed();

        var warnings = Run(command).Warnings;

        Assert.NotEmpty(warnings);
        Assert.All(warnings, ShouldBePrintable);
    }

    [Fact]
    public void The_target_of_the_error_is_the_name_itself() =>
        Run("Get-VgsCard CRD1 -Session $name", ("name", Name))
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, Name);

    [Fact]
    public void A_warning_shows_no_control_character()
    {
        var result = Run(
            "Connect-VgsCalm $calm @uris -Name $name; "
                + "Connect-VgsCalm -ClientId x -ClientSecret (ConvertTo-SecureString x -AsPlainText -Force) @uris -Name $name",
            ("name", Name)
        );

        ShouldBePrintable(Assert.Single(result.Warnings).ToString()!);
    }

    private ErrorRecord Fail(string command)
    {
        var result = Run("Set-Location $folder; " + command, Variables());
        var error = result.Failure ?? Assert.Single(result.Errors);
        Assert.Contains("VgsCalm.Commands", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            ShouldBePrintable(exception.Message);
        }

        ShouldBePrintable(error.ToString());
        ShouldBePrintable(error.CategoryInfo.ToString());
        return error;
    }

    private (string Name, object? Value)[] Variables() =>
        [("name", Name), ("folder", Folder.At("")), ("path", Folder.At(Name))];

    private static void ShouldBePrintable(string text)
    {
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain('\n', text);
    }
}
