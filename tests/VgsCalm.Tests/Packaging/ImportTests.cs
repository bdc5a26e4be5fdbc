using System.Management.Automation;
using VgsCalm.Emulator;
using Xunit.Abstractions;

namespace VgsCalm.Tests.Packaging;

/// <summary>What importing does to a process, and what it leaves alone.</summary>
public sealed class ImportTests(ITestOutputHelper log)
{
    private const string OursLoaded =
        "([AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like "
        + "'VgsCalm*' -or $_ -like 'Yaml*' } | Where-Object { $_ -ne 'VgsCalm.ImportProbe' }) -join ' '";

    [Fact]
    public async Task No_library_is_loaded_before_a_file_is_read()
    {
        var loaded = await ImportProbe.Run(
            $$"""
            Import-Module $manifest
            {{OursLoaded}}
            $null = New-VgsServiceAccountConfig -VaultId tnt1
            try { Invoke-VgsCalmRequest /cards } catch { }
            {{OursLoaded}}
            try { Import-VgsServiceAccountConfig $manifest } catch { }
            {{OursLoaded}}
            """
        );

        Assert.Equal(
            [
                "VgsCalm VgsCalm.Core VgsCalm.Loader",
                "VgsCalm VgsCalm.Core VgsCalm.Loader",
                "VgsCalm VgsCalm.Core VgsCalm.Formats VgsCalm.Loader YamlDotNet",
            ],
            loaded.Select(Sorted)
        );
    }

    [Fact]
    public async Task Import_needs_no_library_at_all()
    {
        var copy = Directory.CreateTempSubdirectory("vgscalm-");
        try
        {
            foreach (var file in Directory.GetFiles(StagedModule.Folder))
            {
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }

            var commands = await ImportProbe.Run(
                """
                Import-Module $manifest
                (Get-Command -Module VgsCalm).Count
                (Get-Command -Module VgsCalm)[0].ImplementingType.Assembly.GetTypes().Count -gt 0
                (Get-Module VgsCalm).Path
                """,
                ("manifest", Path.Combine(copy.FullName, "VgsCalm.psd1"))
            );

            var exported = File.ReadLines(StagedModule.Manifest)
                .Count(line => line.TrimStart().StartsWith('\'') && line.Contains("-Vgs", StringComparison.Ordinal))
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal([exported, "True", Path.Combine(copy.FullName, "VgsCalm.dll")], commands);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Import_opens_no_socket_and_looks_no_name_up()
    {
        await using var emulator = await VgsEmulator.StartAsync();

        var heard = await ImportProbe.Run(
            """
            $before = $network.Heard.Count
            Import-Module $manifest
            $network.Heard.Count - $before
            $secret = [Net.NetworkCredential]::new('', 'b').SecurePassword
            try { Connect-VgsCalm -ClientId a -ClientSecret $secret -AuthUri $auth } catch { $_.FullyQualifiedErrorId }
            @($network.Heard -eq 'System.Net.Sockets/ConnectStart').Count
            """,
            ("auth", emulator.AuthUri.ToString())
        );

        // The last line shows that there are ears.
        Assert.Equal(["0", "AuthenticationFailed,VgsCalm.Commands.Sessions.ConnectVgsCalmCommand", "1"], heard);
    }

    [Fact]
    public async Task Import_takes_little_time()
    {
        // A figure to look at: bounds belong where nothing else runs.
        var times = await ImportProbe.Run(
            """
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Import-Module $manifest
            [int]$watch.ElapsedMilliseconds
            """
        );

        log.WriteLine($"Imported in {Assert.Single(times)} ms.");
    }

    [Fact]
    public async Task Remove_Module_closes_the_sessions_of_its_runspace_and_no_others()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var leaving = Shell.ConnectedTo(emulator);
        using var staying = Shell.ConnectedTo(emulator);
        staying.Set("theirs", leaving.Run("Get-VgsCalmSession default").Single);

        leaving.Run("Remove-Module VgsCalm").ThrowIfFailed();

        staying
            .Run("Get-VgsAccessToken -Session $theirs")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
        staying.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        leaving.Run("Import-Module $manifest", ("manifest", StagedModule.Manifest)).ThrowIfFailed();
        Assert.Empty(leaving.Run("Get-VgsCalmSession").ThrowIfFailed().Output);
    }

    [Fact]
    public async Task Remove_Module_leaves_a_session_open_that_it_shared()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var owner = Shell.ConnectedTo(emulator);
        using var guest = Shell.ConnectedTo(emulator);
        guest.Set("theirs", owner.Run("Get-VgsCalmSession default").Single);

        guest.Run("Select-VgsCalmSession -Session $theirs; Remove-Module VgsCalm").ThrowIfFailed();

        owner.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
    }

    [Fact]
    public async Task Removing_the_module_in_one_runspace_leaves_it_whole_in_another()
    {
        var lines = await ImportProbe.Run(
            $$"""
            Import-Module $manifest
            $other = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
            $other.Open()
            $null = [powershell]::Create($other).AddScript("Import-Module '$manifest'; Remove-Module VgsCalm").Invoke()
            {{OursLoaded}}
            $file = [IO.Path]::GetTempFileName()
            New-VgsServiceAccountConfig -VaultId tnt1 | Export-VgsServiceAccountConfig $file -Force
            (Import-VgsServiceAccountConfig $file).VaultId
            [IO.File]::Delete($file)
            """
        );

        Assert.Equal(["VgsCalm VgsCalm.Core VgsCalm.Loader", "tnt1"], lines.Select(Sorted));
    }

    [Fact]
    public async Task Removed_by_all_it_answers_no_request_for_an_assembly_any_more()
    {
        var answers = await ImportProbe.Run(
            """
            Import-Module $manifest
            Remove-Module VgsCalm
            try { [Reflection.Assembly]::Load('VgsCalm.Formats').FullName } catch { 'not found' }
            Import-Module $manifest
            [Reflection.Assembly]::Load('VgsCalm.Formats').GetName().Name
            """
        );

        Assert.Equal(["not found", "VgsCalm.Formats"], answers);
    }

    [Fact]
    public async Task Requests_of_other_modules_for_an_assembly_stay_unanswered()
    {
        var answers = await ImportProbe.Run(
            """
            Import-Module $manifest
            try { Import-VgsServiceAccountConfig $manifest } catch { }
            foreach ($name in 'YamlDotNet', 'System.Numerics.Vectors.Unknown', 'Microsoft.Bcl.AsyncInterfaces') {
                try { [Reflection.Assembly]::Load($name).FullName } catch { 'not found' }
            }
            """
        );

        Assert.Equal(["not found", "not found", "not found"], answers);
    }

    private static string Sorted(string names) => string.Join(' ', names.Split(' ').Order(StringComparer.Ordinal));
}
