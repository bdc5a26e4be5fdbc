using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>What ends a process from outside while New-VgsCard enrols: no API lists cards, so what left has to be said.</summary>
public sealed class NewCardSignalTests : ConnectedTest
{
    [LinuxTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_loses_no_card_that_was_given_and_names_one_that_left(string signal)
    {
        var enrolling = new Fault
        {
            Kind = FaultKind.Hang,
            PathPrefix = "/calm/cards",
            Method = "POST",
            After = 1,
        };

        var said = await SignalledShell.EndAsync(
            Emulator,
            Folder.Path,
            """
            'R-0', 'R-1' | ForEach-Object {
                [pscustomobject]@{ Name = 'John Doe'; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 29; Reference = $_ }
            } | New-VgsCard -ThrottleLimit 1 | Export-Csv $HOME/given.csv
            """,
            enrolling,
            signal
        );

        Assert.Contains("R-0", await File.ReadAllTextAsync(Folder.At("given.csv")), StringComparison.Ordinal);
        Assert.Contains("possibly carried out: R-1.", said, StringComparison.Ordinal);
    }
}
