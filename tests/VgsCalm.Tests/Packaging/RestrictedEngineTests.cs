using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Packaging;

/// <summary>The module in an engine without other commands, and in one with a restricted language.</summary>
public sealed class RestrictedEngineTests
{
    [Fact]
    public async Task It_works_in_an_engine_that_has_nothing_but_Import_Module()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        var bare = InitialSessionState.Create();
        bare.Commands.Add(
            new SessionStateCmdletEntry(
                "Import-Module",
                typeof(Microsoft.PowerShell.Commands.ImportModuleCommand),
                helpFileName: null
            )
        );
        bare.Providers.Add(
            new SessionStateProviderEntry(
                "FileSystem",
                typeof(Microsoft.PowerShell.Commands.FileSystemProvider),
                helpFileName: null
            )
        );
        bare.LanguageMode = PSLanguageMode.FullLanguage;
        using var runspace = RunspaceFactory.CreateRunspace(bare);
        runspace.Open();

        RunIn(runspace, "Import-Module", ("Name", StagedModule.Manifest));
        RunIn(
            runspace,
            "Connect-VgsCalm",
            ("Credential", Shell.CredentialOf(emulator.CalmClientId, emulator.CalmClientSecret)),
            ("AuthUri", emulator.AuthUri.ToString()),
            ("CalmUri", emulator.CalmUri.ToString())
        );
        var card = RunIn(
            runspace,
            "New-VgsCard",
            ("Name", "John Doe"),
            ("Number", "5415775831611962"),
            ("ExpMonth", "11"),
            ("ExpYear", "2027")
        );

        Assert.Equal("enrolling", Assert.Single(card).Properties["State"].Value);
    }

    [Fact]
    public void Where_no_file_system_is_shown_the_error_says_so()
    {
        // Not CreateRestricted: it hides commands from every engine of the process that is made later.
        var restricted = InitialSessionState.CreateDefault2();
        restricted.Providers.Clear();
        restricted.ImportPSModule([StagedModule.Manifest]);
        using var runspace = RunspaceFactory.CreateRunspace(restricted);
        runspace.Open();

        var error = Assert.ThrowsAny<RuntimeException>(() =>
            RunIn(runspace, "Import-VgsCard", ("Path", "/tmp/a.csv"), ("WhatIf", true))
        );

        Assert.StartsWith("PathNotUsable,", error.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'/tmp/a.csv' cannot be looked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_in_ConstrainedLanguage()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Shell.Open(withModule: false);
        shell.SetAddresses(emulator);
        shell.Set("manifest", StagedModule.Manifest);
        shell.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        var result = shell
            .Run(
                """
                Import-Module $manifest
                Connect-VgsCalm $calm -Environment Sandbox @uris
                Connect-VgsCalm $admin -Name admin @uris
                $account = New-VgsServiceAccountConfig -VaultId tntemulator -ScopeFormat Object |
                    New-VgsServiceAccount -OrganizationId ACemulator -Session admin
                $account | Connect-VgsCalm @uris
                New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027 | Get-VgsCard -Wait
                Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck
                $card = @{ name = 'John Doe'; number = '5415775831611962'; exp_month = 11; exp_year = 27 }
                Invoke-VgsCalmRequest /cards -Method Post -Body $card
                """
            )
            .ThrowIfFailed();

        Assert.Equal(PSLanguageMode.ConstrainedLanguage, shell.Runspace.SessionStateProxy.LanguageMode);
        Assert.Equal("enrolled", result.Output[0].Properties["State"].Value);
        Assert.Equal(3, result.Output.Count);
    }

    private static PSObject[] RunIn(Runspace runspace, string command, params (string Name, object Value)[] parameters)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand(command);
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        var output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. output];
    }
}
