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
    public void An_error_shows_no_control_character(string command)
    {
        var error = Fail(command);

        ShouldBePrintable(error.Exception.Message);
    }

    [Theory]
    [InlineData("Import-VgsCard $path")]
    [InlineData("Import-VgsCard -LiteralPath $path")]
    [InlineData("Invoke-VgsCalmRequest /x -OutFile \"$path/x\"")]
    [InlineData("Connect-VgsCalm -Path $path @uris")]
    [InlineData("Import-VgsServiceAccountConfig $path")]
    public void An_error_of_a_file_shows_no_control_character(string command) => Fail(command);

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
        var result = Run(command, ("name", Name), ("path", Folder.At(Name)));
        var error = result.Failure ?? Assert.Single(result.Errors);
        ShouldBePrintable(error.ToString());
        ShouldBePrintable(error.CategoryInfo.ToString());
        return error;
    }

    private static void ShouldBePrintable(string text)
    {
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain('\n', text);
    }
}
