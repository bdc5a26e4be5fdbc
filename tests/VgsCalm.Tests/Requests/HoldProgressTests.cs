using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>What is on the screen while VGS wants to be left alone.</summary>
public sealed class HoldProgressTests : ConnectedTest
{
    [Fact]
    public void A_pause_that_is_over_is_taken_off_the_screen()
    {
        Emulator.Options.Latency = 300;
        Postpone("/calm/cards", 2);

        var progress = Run(
                "1..4 | ForEach-Object { @{ Name = 'A'; Number = '4111111111111112'; ExpMonth = 1; ExpYear = 30 } } | "
                    + "New-VgsCard -ThrottleLimit 1"
            )
            .ThrowIfFailed()
            .Progress;

        Assert.Equal(
            [ProgressRecordType.Processing, ProgressRecordType.Completed],
            progress.Select(record => record.RecordType)
        );
        Assert.All(progress, record => Assert.StartsWith("VGS asked for a pause of ", record.StatusDescription));
    }

    [Fact]
    public void A_pause_that_is_lengthened_stays_on_the_screen()
    {
        Emulator.Options.Latency = 1000;
        Postpone("/calm/cards/CRDone", 2);
        Postpone("/calm/cards/CRDtwo", 4);

        var progress = Run(
            "'CRDone', 'CRDtwo' | ForEach-Object { $_; Start-Sleep -Milliseconds 500 } | "
                + "Get-VgsCard -ThrottleLimit 2 -ErrorAction Ignore"
        ).Progress;

        // At the end that the first one had, its own removal and the second one are due at the same moment.
        var shown = progress.Where(record => record.RecordType == ProgressRecordType.Processing).ToArray();
        Assert.Equal(2, shown.Length);
        Assert.Equal(
            [
                (shown[1].StatusDescription, ProgressRecordType.Processing),
                (shown[1].StatusDescription, ProgressRecordType.Completed),
            ],
            progress.TakeLast(2).Select(record => (record.StatusDescription, record.RecordType))
        );
    }

    private void Postpone(string path, int seconds) => Once(FaultKind.Status, path, status: 503, retryAfter: seconds);
}
