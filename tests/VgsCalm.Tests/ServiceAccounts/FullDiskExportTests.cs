using VgsCalm.Tests.Files;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>A new account's secret on its way to a disk that has no room for it.</summary>
public sealed class FullDiskExportTests : ConnectedTest
{
    private const string Make =
        "New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount -Session admin | "
        + "Export-VgsServiceAccountConfig $path -IncludeSecret";

    private const string Go = "$null = $ExecutionContext.SessionState.Path.SetLocation($dir); ";

    private FileTable Table => _table ??= new FileTable(Folder);

    private FileTable? _table;

    [RootFact]
    public void A_full_disk_is_found_out_before_the_account_is_made()
    {
        var error = Run(Make, ("path", Table.Make("full disk").Typed)).Failure!;

        Assert.StartsWith("PathNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count("POST", "/accounts"));
    }

    [RootFact]
    public void A_full_disk_is_said_of_the_path_that_was_given()
    {
        var typed = Table.Make("full disk").Typed;

        var text = Run(Make, ("path", typed)).Failure!.ToString();

        Assert.StartsWith($"'{typed}' cannot be written: No space left on device", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "Nothing was sent or written. Mend that, or give another path.",
            text,
            StringComparison.Ordinal
        );
    }

    [RootFact]
    public void An_account_that_cannot_be_written_is_named_and_saved_elsewhere()
    {
        Directory.CreateDirectory(Folder.At("here"));
        Shell.Set("dir", Folder.At("here"));

        var error = Run(Go + Make, ("path", Table.Make("full device").Typed)).Failure!;

        var id = LastAccount;
        Assert.StartsWith("PathNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"{id}", error.ToString(), StringComparison.Ordinal);
        var saved = Assert.Single(Directory.GetFiles(Folder.At("here")));
        Assert.Contains(saved, error.ToString(), StringComparison.Ordinal);
        Run("Connect-VgsCalm -LiteralPath $saved -Name made @uris", ("saved", saved)).ThrowIfFailed();
    }

    [RootFact]
    public void An_account_that_can_be_written_nowhere_stays_in_the_shell()
    {
        var full = Path.GetDirectoryName(Table.Make("full disk").Typed);
        Shell.Set("dir", full);

        var error = Run(Go + Make, ("path", Table.Make("full device").Typed)).Failure!;

        Assert.Contains($"{LastAccount}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("$newServiceAccount", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "Remove-VgsServiceAccount -OrganizationId ACemulator -ClientId",
            error.ToString(),
            StringComparison.Ordinal
        );
        Run("$newServiceAccount | Connect-VgsCalm -Name made @uris").ThrowIfFailed();
    }

    public override async Task DisposeAsync()
    {
        Shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation('/')");
        _table?.Unmount();
        await base.DisposeAsync();
    }

    private object? LastAccount => Run("(Get-VgsServiceAccount -Session admin)[-1].ClientId").Single.BaseObject;
}
