using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Packaging;

/// <summary>The module imported once more: while its requests run, and as another version beside the first.</summary>
public sealed class ImportedAgainTests : ConnectedTest
{
    private const string Hanging = "Get-VgsCard CRD1, CRD2, CRD3 -Session $session";

    // Import-Module -Force removes the module of the session first, and with it the sessions that it opened.
    [Theory]
    [InlineData("Import-Module $manifest -Force")]
    [InlineData("Remove-Module VgsCalm")]
    [InlineData("Remove-Module VgsCalm; Import-Module $manifest; Remove-Module VgsCalm")]
    public async Task Requests_under_way_end_as_NotConnected(string script)
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.HangBefore,
                Times = -1,
            }
        );
        using var asking = Shell.Open();
        asking.Set("session", Run("Get-VgsCalmSession default").Single);
        using var running = new RunningScript(asking, Hanging);
        await Poll.UntilInWork(Emulator, 3);

        Run(script, ("manifest", StagedModule.Manifest)).ThrowIfFailed();

        var thrown = running.WaitForEnd();
        Assert.Null(thrown);
        Assert.Equal(3, running.Errors.Count);
        Assert.All(running.Errors, error => Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId));
        await Poll.UntilInWork(Emulator, 0);
    }

    [Fact]
    public void Imported_again_it_works_as_before_and_has_no_session()
    {
        for (var time = 0; time < 5; time++)
        {
            Run("Import-Module $manifest -Force", ("manifest", StagedModule.Manifest)).ThrowIfFailed();

            Assert.Empty(Run("Get-VgsCalmSession").ThrowIfFailed().Output);
            Run("Connect-VgsCalm $calm @uris; Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck")
                .ThrowIfFailed();
            Assert.Equal("tnt1", Run("(New-VgsServiceAccountConfig -VaultId tnt1).VaultId").Single.BaseObject);
        }
    }

    // A process has one assembly of a name: whichever version comes first is the one that both run on, and the second import says so
    // or works.
    [Fact]
    public async Task Two_versions_in_one_process_leave_each_other_whole()
    {
        using var other = new ModuleCopy("0.0.9");
        var lines = await ImportProbe.Run(
            """
            Import-Module $manifest
            $first = New-VgsServiceAccountConfig -VaultId tnt1
            $file = [IO.Path]::GetTempFileName()
            Import-Module $other
            Get-Module VgsCalm | ForEach-Object { "module $($_.Version)" }
            New-VgsServiceAccountConfig -VaultId tnt2 | Export-VgsServiceAccountConfig $file -Force
            (Import-VgsServiceAccountConfig $file).VaultId
            $first | Export-VgsServiceAccountConfig $file -Force
            (VgsCalm\Import-VgsServiceAccountConfig $file).VaultId
            Remove-Module VgsCalm
            Import-Module $manifest
            (Import-VgsServiceAccountConfig $file).VaultId
            "assemblies $(@([AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'VgsCalm' }).Count)"
            [IO.File]::Delete($file)
            """,
            ("other", other.Manifest)
        );

        Assert.Contains("module 0.0.9", lines);
        Assert.Equal(2, lines.Count(line => line.StartsWith("module", StringComparison.Ordinal)));
        Assert.Equal(["tnt2", "tnt1", "tnt1"], lines.Where(line => line.StartsWith("tnt", StringComparison.Ordinal)));
    }
}
