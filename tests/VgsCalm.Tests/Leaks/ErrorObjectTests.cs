using System.Text.RegularExpressions;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Leaks;

/// <summary>What a person reads off an error when something goes wrong: Get-Error, all of its properties, its parameters.</summary>
public sealed class ErrorObjectTests : ConnectedTest
{
    private const string Number = "4111111111111116";
    private const string Cvv = "9871";
    private const string Secret = "n0t-the-s3cret";

    private const string Look = """
        foreach ($record in $Error) {
            foreach ($info in $record.InvocationInfo, $record.Exception.ErrorRecord.InvocationInfo) {
                $info.BoundParameters | Format-Table -AutoSize | Out-String -Width 4096
                $info.BoundParameters.Values | Format-List * -Force | Out-String -Width 4096
                $info.UnboundArguments | Out-String -Width 4096
            }
            Get-Error -InputObject $record | Out-String -Width 4096
            $record | Format-List * -Force | Out-String -Width 4096
            $record.Exception | Format-List * -Force | Out-String -Width 4096
            $record.TargetObject | Format-List * -Force | Out-String -Width 4096
            $record | ConvertTo-Json -Depth 2 -WarningAction Ignore
        }
        """;

    // By variables: what is typed as a literal stands in the command line, which is the caller's own.
    public static TheoryData<string> Scripts =>
        [
            "New-VgsCard -Name A -Number $number -ExpMonth 13 -ExpYear 30",
            "New-VgsCard -Name A -Number \"$number$number\" -ExpMonth 1 -ExpYear 30",
            "New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30",
            "New-VgsCard -Name A -Number $number -ExpMonth $number -ExpYear 30",
            "$row | New-VgsCard",
            "$row, $row | New-VgsCard -ThrottleLimit 2",
            "Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv $cvv",
            "Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv ([int] $cvv)",
            "Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv (ConvertTo-SecureString $cvv -AsPlainText)",
            "$row | Get-VgsCardUpdate",
            "$row | Get-VgsCardUpdate -Session $session",
            "$entries | New-VgsCard",
            "$entries | Get-VgsCardUpdate",
            "Get-VgsCardUpdate -InputObject $entries",
            "$entries.Name = @{ a = $number }; $entries | Get-VgsCardUpdate",
            "$number, $entries | Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv $cvv -Reference r",
            "Get-VgsCardAttribute $number -Session $session",
            "Invoke-VgsCalmRequest /cards -Method Post -Body @{ number = $number; cvv = $cvv }",
            "Invoke-VgsCalmRequest \"/cards/$number\" -Query @{ cvv = $cvv }",
            "Invoke-VgsCalmRequest /cards -Headers @{ $number = \"a`n$number\" }",
            "$row | Import-VgsCard -JournalPath ''",
            "Connect-VgsCalm -ClientId ACx -ClientSecret $secret @uris -Name other",
            "Connect-VgsCalm -Credential ([pscredential]::new('ACx', $secret)) @uris -Name other",
            "Connect-VgsCalm -ClientId ACx -ClientSecret $secretText @uris -Name other",
        ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void It_shows_no_number_CVV_or_secret(string script)
    {
        // A service can repeat what was sent alone.
        var detail =
            script.Contains("cvv", StringComparison.OrdinalIgnoreCase)
            || script.Contains("Update", StringComparison.Ordinal)
                ? $"{Number} {Cvv}"
                : Number;
        Always(FaultKind.Status, "/calm", 422, $$"""{"errors":[{"code":"no","detail":"{{detail}}"}]}""");
        Always(FaultKind.Status, "/card-attributes", 422, $$"""{"error":"{{Number}}"}""");
        Shell.Set("session", Run("Get-VgsCalmSession default").Single);
        Run($"$number = '{Number}'; $cvv = '{Cvv}'; $secretText = '{Secret}'").ThrowIfFailed();
        Run(
                """
                $secret = ConvertTo-SecureString $secretText -AsPlainText
                $row = [pscustomobject]@{ Name = 'A'; Number = $number; ExpMonth = 1; ExpYear = 30; Cvv = $cvv }
                $entries = @{ Name = 'A'; Number = $number; ExpMonth = 1; ExpYear = 30; Cvv = $cvv }
                """
            )
            .ThrowIfFailed();

        var failed = Run($"$Error.Clear(); try {{ {script} }} catch {{ }}");
        Assert.NotEqual(0, Run("$Error.Count").Single.BaseObject);
        var shown = string.Join('\n', Run(Look).Output.Concat(failed.Output).Select(text => $"{text}"));

        Assert.Contains("Exception", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, shown, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex($"(?<![0-9A-Fa-f]){Cvv}(?![0-9A-Fa-f])"), shown);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        SecretSearch.ShouldShowNoSecretOf(shown, Emulator);
    }
}
