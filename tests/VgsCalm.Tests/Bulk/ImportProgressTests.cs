using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>What an import shows of itself while it runs.</summary>
public sealed class ImportProgressTests : ConnectedTest
{
    [Fact]
    public void Progress_has_count_rate_and_remaining_time()
    {
        Emulator.Options.Latency = 60;

        var progress = Import(rows: 60, "-ThrottleLimit 4").Progress;

        Assert.All(progress, record => Assert.Equal("Enrolling cards", record.Activity));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        var middle = progress.First(record => record.SecondsRemaining >= 0);
        Assert.Matches("^[0-9]+ of 60 rows, [0-9.]+ cards/s, 0 rejected, 0 unknown$", middle.StatusDescription);
        var rows = int.Parse(middle.StatusDescription.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Equal(100 - (100 * (60 - rows) / 60), middle.PercentComplete);
    }

    [Fact]
    public void Progress_is_English_whatever_the_culture()
    {
        Emulator.Options.Latency = 60;
        var csv = new ImportEvidence(Emulator, Folder, rows: 60).Write();

        var progress = Run(
                "[Globalization.CultureInfo]::CurrentCulture = 'de-DE'; Import-VgsCard $csv -ThrottleLimit 4",
                ("csv", csv)
            )
            .ThrowIfFailed()
            .Progress;

        Assert.All(
            progress.Where(record => record.RecordType == ProgressRecordType.Processing),
            record => Assert.Matches("^[0-9]+ of 60 rows, [0-9]+\\.[0-9] cards/s, ", record.StatusDescription)
        );
    }

    [Fact]
    public void Progress_tells_how_many_cards_it_waits_for()
    {
        Emulator.Options.EnrolmentDelay = 1500;

        var progress = Import(rows: 3, "-Wait").Progress;

        Assert.Equal("3 rows sent, 3 wait for their final state", progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    private ShellResult Import(int rows, string options) =>
        Run($"Import-VgsCard $csv {options}", ("csv", new ImportEvidence(Emulator, Folder, rows).Write()))
            .ThrowIfFailed();
}
