using System.Management.Automation;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Sessions;

/// <summary>-Session, on every command that calls the service.</summary>
public sealed class SessionParameterTests
{
    private static readonly string[] AllCalls =
    [
        "Invoke-VgsCalmRequest /cards/CRD1",
        "New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027",
        "Get-VgsCard CRD1",
        "Get-VgsOrganization",
        "Get-VgsVault",
        "Test-VgsCalmConnection",
        "Get-VgsServiceAccount ACemulator",
        "New-VgsServiceAccountConfig -VaultId tnt1 | New-VgsServiceAccount ACemulator",
        "Remove-VgsServiceAccount ACemulator -ClientId x -Force",
        "Get-VgsAccessToken",
        "Get-VgsCardUpdate -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027",
        "New-VgsNetworkToken tok_1 -ExpMonth 11 -ExpYear 2027",
        "Get-VgsNetworkToken tok_1",
        "Remove-VgsNetworkToken tok_1",
        "New-VgsMerchant Shop",
        "Get-VgsCardAttribute 541577",
        "Import-VgsCard cards.csv",
        "Reset-VgsServiceAccount ACemulator -ClientId x",
    ];

    public static TheoryData<string> Calls { get; } = new(AllCalls);

    [Theory]
    [MemberData(nameof(Calls))]
    public void Without_a_session_the_error_says_both_ways_out(string call)
    {
        using var shell = Shell.Open();

        var error = shell.Run(call).ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");

        Assert.Contains("Connect-VgsCalm", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Session $using:session", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_unknown_session_name_is_NotConnected_despite_the_default_one(string call)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Shell.ConnectedTo(emulator);
        emulator.Requests.Clear();

        shell.Run(call + " -Session nobody").ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "nobody");

        Assert.Empty(emulator.Requests.Snapshot());
    }

    [Fact]
    public void Every_command_with_a_Session_parameter_is_tried_or_about_sessions()
    {
        using var shell = Shell.Open();

        var commands = shell
            .Run("(Get-Command -Module VgsCalm | Where-Object { $_.Parameters.ContainsKey('Session') }).Name")
            .ThrowIfFailed()
            .Output.Select(name => name.ToString());

        Assert.All(
            commands.Except(["Disconnect-VgsCalm", "Select-VgsCalmSession"]),
            command => Assert.Contains(AllCalls, call => call.Contains(command, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("-Session admin")]
    [InlineData("-Session ADMIN")]
    [InlineData("-Session (Get-VgsCalmSession admin)")]
    public async Task A_session_is_taken_by_name_and_as_an_object(string option)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Shell.ConnectedTo(emulator);

        shell.Run($"Get-VgsServiceAccount ACemulator {option}").ThrowIfFailed();

        Assert.Equal(
            emulator.AdminClientId,
            Assert
                .Single(
                    emulator.Requests.Snapshot(),
                    request => request.Path.StartsWith("/accounts", StringComparison.Ordinal)
                )
                .ClientId
        );
    }

    [Theory]
    [InlineData("-Session $null", "ParameterArgumentValidationError", ErrorCategory.InvalidData)]
    [InlineData("-Session 42", "CannotConvertArgumentNoMessage", ErrorCategory.InvalidArgument)]
    public async Task A_value_that_is_no_session_does_not_bind(string option, string id, ErrorCategory category)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Shell.ConnectedTo(emulator);

        shell.Run($"Get-VgsCard CRD1 {option}").ShouldFailWith(id, category, target: null);
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session ", "admin 'for its tests' default")]
    [InlineData("Get-VgsCard CRD1 -Session a", "admin")]
    [InlineData("Get-VgsAccessToken -Session de", "default")]
    [InlineData("Get-VgsCalmSession A", "admin")]
    [InlineData("Disconnect-VgsCalm f", "'for its tests'")]
    [InlineData("Disconnect-VgsCalm 'for i", "'for its tests'")]
    [InlineData("Disconnect-VgsCalm -Session d", "default")]
    [InlineData("Get-VgsCard CRD1 -Session none", "")]
    public async Task Names_of_open_sessions_are_completed(string line, string completions)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Shell.ConnectedTo(emulator);
        shell.Run("Connect-VgsCalm $calm -Name 'for its tests' @uris").ThrowIfFailed();

        using var engine = PowerShell.Create(shell.Runspace);
        var found = CommandCompletion.CompleteInput(line, line.Length, options: null, engine).CompletionMatches;

        Assert.Equal(
            completions.Split(' ').Order(),
            string.Join(' ', found.Select(match => match.CompletionText)).Split(' ').Order()
        );
        Assert.All(found, match => SecretSearch.ShouldShowNoSecretOf(match.ToolTip, emulator));
    }
}
