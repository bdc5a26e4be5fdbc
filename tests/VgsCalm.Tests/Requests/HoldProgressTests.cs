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
        Emulator.Faults.Add(
            new()
            {
                Kind = FaultKind.Status,
                Status = 503,
                RetryAfter = 2,
                Method = "POST",
                PathPrefix = "/calm/cards",
            }
        );

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
}
