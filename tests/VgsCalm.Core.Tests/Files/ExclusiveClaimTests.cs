using VgsCalm.Bulk.Journal;
using VgsCalm.Core.Tests.Bulk;
using VgsCalm.Files;

namespace VgsCalm.Core.Tests.Files;

/// <summary>One writer of a file at a time, with and without locks of the runtime and of the file system.</summary>
public sealed class ExclusiveClaimTests : IDisposable
{
    private readonly FileFolder _folder = new();

    private string Target => _folder.At("journal");

    [Fact]
    public void The_lock_is_the_systems_and_needs_none_of_the_runtimes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Opened for all to share, as the runtime opens every file where its locks are switched off.
        using (var file = Open())
        using (ExclusiveClaim.TryTake(file, Target))
        {
            Assert.Equal("taken", FileFolder.Run("sh", "-c", $"flock -s -n '{Target}' echo free || echo taken"));
        }

        Assert.Equal("free", FileFolder.Run("sh", "-c", $"flock -s -n '{Target}' echo free || echo taken"));
        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void A_file_that_another_has_locked_is_not_claimed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The runtime's lock of it is one that others may share, but no writer.
        using var other = Open();
        using var file = Open();

        Assert.Null(ExclusiveClaim.TryTake(file, Target));
        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void A_second_writer_is_kept_away_where_the_file_system_has_no_locks()
    {
        using (var one = Open())
        using (TakeWithoutLocks(one))
        using (var other = Open())
        {
            Assert.Null(TakeWithoutLocks(other));
            Assert.Equal(2, _folder.Names.Count());
        }

        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void A_journal_that_is_closed_gives_its_claim_back()
    {
        var file = Open();

        new JournalFile(file, Target, new FakeClock(), TakeWithoutLocks(file)).Dispose();

        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void The_claim_of_a_process_that_has_ended_is_taken_over()
    {
        File.WriteAllText(
            ExclusiveClaim.ClaimOf(Target),
            $"{Environment.MachineName}\n{int.MaxValue}\n2026-01-01T00:00:00"
        );

        using (var file = Open())
        using (var claim = TakeWithoutLocks(file))
        {
            Assert.NotNull(claim);
        }

        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void The_claim_of_a_process_whose_number_another_has_now_is_taken_over()
    {
        File.WriteAllText(
            ExclusiveClaim.ClaimOf(Target),
            $"{Environment.MachineName}\n{Environment.ProcessId}\n2001-01-01T00:00:00"
        );

        using var file = Open();
        using var claim = TakeWithoutLocks(file);

        Assert.NotNull(claim);
    }

    [Fact]
    public void The_claim_of_a_process_that_runs_outlives_a_clock_that_is_set()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Since the kernel's start, which no clock tells: .NET's date of the same moment differs from process to process.
        var ticks = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[19];
        File.WriteAllText(
            ExclusiveClaim.ClaimOf(Target),
            $"{Environment.MachineName}\n{Environment.ProcessId}\n{ticks}"
        );

        using var file = Open();

        Assert.Null(TakeWithoutLocks(file));
    }

    [Fact]
    public void A_claim_that_was_left_tells_the_next_run_that_its_process_ended()
    {
        using var file = Open();
        var claim = ExclusiveClaim.ClaimOf(Target);
        string left;
        using (TakeWithoutLocks(file))
        {
            left = File.ReadAllText(claim);
        }

        File.WriteAllText(
            claim,
            left.Replace($"\n{Environment.ProcessId}\n", $"\n{int.MaxValue}\n", StringComparison.Ordinal)
        );
        using var next = TakeWithoutLocks(file);

        Assert.NotNull(next);
    }

    [Theory]
    [InlineData("another-machine\n1\n2026-01-01T00:00:00")]
    [InlineData("half")]
    public void A_claim_that_cannot_be_judged_counts(string text)
    {
        File.WriteAllText(ExclusiveClaim.ClaimOf(Target), text);

        using var file = Open();

        Assert.Null(TakeWithoutLocks(file));
        Assert.Equal(text, File.ReadAllText(ExclusiveClaim.ClaimOf(Target)));
    }

    [Fact]
    public void A_claim_that_cannot_be_written_is_not_left()
    {
        using var file = Open();

        Assert.Throws<IOException>(() =>
            ExclusiveClaim.TryTake(file, Target, _ => null, claim => new WatchedFile(claim) { Room = 10 })
        );

        Assert.Equal(["journal"], _folder.Names);
    }

    [Fact]
    public void Files_of_one_folder_are_claimed_each_for_itself()
    {
        using var file = Open();
        using var one = TakeWithoutLocks(file);
        using var other = ExclusiveClaim.TryTake(file, Target + "2", _ => null);

        Assert.NotNull(one);
        Assert.NotNull(other);
    }

    [Fact]
    public void The_claim_of_a_file_with_the_longest_name_has_a_name()
    {
        Assert.True(Path.GetFileName(ExclusiveClaim.ClaimOf(_folder.At(new string('j', 255)))).Length < 40);
    }

    public void Dispose() => _folder.Dispose();

    private FileStream Open() => new(Target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 1);

    private ExclusiveClaim? TakeWithoutLocks(FileStream file) => ExclusiveClaim.TryTake(file, Target, _ => null);
}
