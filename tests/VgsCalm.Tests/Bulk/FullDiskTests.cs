using System.Diagnostics;
using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>An import whose journal lies on a disk that is really full, and that has room again; or on one that takes nothing.</summary>
public sealed class FullDiskTests : ConnectedTest
{
    private const int Rows = 200;

    private string Disk => Folder.At("disk");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Directory.CreateDirectory(Disk);
    }

    [RootFact]
    public void Nothing_is_sent_that_the_journal_cannot_hold_and_then_it_goes_on()
    {
        Shell.Set("csv", new ImportEvidence(Emulator, Folder, Rows).Write());
        Shell.Set("journal", $"{Disk}/journal.jsonl");
        Mount("-t", "tmpfs", "-o", "size=16k", "tmpfs", Disk);
        try
        {
            var full = Import();

            Assert.NotNull(full.Failure);
            Assert.Contains("it goes on where it stopped", full.Failure.ToString(), StringComparison.Ordinal);
            var sent = Posts;
            Assert.InRange(sent, 20, Rows - 50);
            var again = Import();
            Assert.NotNull(again.Failure);
            Assert.Equal(sent, Posts);

            Mount("-o", "remount,size=1m", Disk);
            var end = Import();

            Assert.Equal((long)Rows, end["Total"]);
            var unknown = (long)end["Unknown"]!;
            Assert.InRange(unknown, 0, 16);
            Assert.Equal(Rows - unknown, (long)end["Enrolled"]! + (long)end["Enrolling"]!);
            Assert.Equal(Rows, Posts + Math.Max(0, Rows - Emulator.Cards.Count));
            Assert.All(Emulator.Cards.CountBy(card => card.Number), number => Assert.Equal(1, number.Value));
            Assert.InRange(Emulator.Cards.Count, Rows - unknown, Rows);
        }
        finally
        {
            Umount();
        }
    }

    // Opening it succeeds and the first write fails, as on a disk that filled up just then.
    [RootFact]
    public void A_disk_without_any_room_is_found_out_before_anything_is_sent()
    {
        Shell.Set("csv", new ImportEvidence(Emulator, Folder, Rows).Write());
        Shell.Set("journal", $"{Disk}/journal.jsonl");
        Mount("-t", "tmpfs", "-o", "size=4k", "tmpfs", Disk);
        try
        {
            File.WriteAllBytes($"{Disk}/other", new byte[4096]);

            Assert.NotNull(Import().Failure);
            Assert.Equal(0, Posts);

            File.Delete($"{Disk}/other");
            Mount("-o", "remount,size=1m", Disk);
            Assert.Equal((long)Rows, Import()["Total"]);
            Assert.Equal(Rows, Posts);
        }
        finally
        {
            Umount();
        }
    }

    [RootFact]
    public void A_disk_that_is_read_only_says_how_to_name_another_journal()
    {
        Mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", Disk);
        try
        {
            File.Copy(new ImportEvidence(Emulator, Folder, Rows).Write(), $"{Disk}/cards.csv");
            Mount("-o", "remount,ro", Disk);
            Shell.Set("csv", $"{Disk}/cards.csv");

            var error = Run("Import-VgsCard $csv")
                .ShouldFailWith("PathNotUsable", ErrorCategory.WriteError, $"{Disk}/cards.csv.journal.jsonl");

            Assert.Contains(
                "cannot be begun: Read-only file system",
                error.ErrorDetails.Message,
                StringComparison.Ordinal
            );
            Assert.Contains("with -JournalPath", error.ErrorDetails.Message, StringComparison.Ordinal);
            Assert.Equal(
                (long)Rows,
                Run("Import-VgsCard $csv -JournalPath $journal", ("journal", Folder.At("j")))["Total"]
            );
        }
        finally
        {
            Umount();
        }
    }

    private int Posts => Emulator.Requests.Count("POST", "/calm/cards");

    private ShellResult Import() => Run("Import-VgsCard $csv -JournalPath $journal");

    private static void Mount(params string[] arguments) => Start("mount", arguments);

    private void Umount() => Start("umount", [Disk]);

    private static void Start(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
