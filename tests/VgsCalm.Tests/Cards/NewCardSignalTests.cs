using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>What ends a process from outside while New-VgsCard enrols: no API lists cards, so what left has to be said.</summary>
public sealed class NewCardSignalTests : ConnectedTest
{
    private const string TwoCards = """
        'R-0', 'R-1' | ForEach-Object {
            [pscustomobject]@{ Name = 'John Doe'; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 29; Reference = $_ }
        }
        """;

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
            $"{TwoCards} | New-VgsCard -ThrottleLimit 1 | Export-Csv $HOME/given.csv",
            enrolling,
            signal
        );

        Assert.Contains("R-0", await File.ReadAllTextAsync(Folder.At("given.csv")), StringComparison.Ordinal);
        Assert.Contains("possibly carried out: R-1.", said, StringComparison.Ordinal);
    }

    /// <summary>The card that the first command made is in no variable and no file while the second one has it.</summary>
    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_names_a_card_that_is_waited_for(string signal)
    {
        var waiting = new Fault
        {
            Kind = FaultKind.HangBefore,
            PathPrefix = "/calm/cards",
            Method = "GET",
        };

        var said = await EndAsync(
            $"{TwoCards} | Select-Object -Last 1 | New-VgsCard | Get-VgsCard -Wait",
            waiting,
            signal
        );

        Assert.Contains($"not given: {Emulator.Cards.Single().Id} of R-1.", said, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_runspaces_that_are_under_way_and_lets_none_begin(string signal)
    {
        var said = await EndAsync(
            $$"""
            $session = Get-VgsCalmSession default
            {{TwoCards}} | ForEach-Object -Parallel {
                Import-Module $env:VGSCALM_TEST_MODULE
                $_ | New-VgsCard -Session $using:session
            } -ThrottleLimit 1
            """,
            new Fault { Kind = FaultKind.Hang, PathPrefix = "/calm/cards" },
            signal
        );

        Assert.Contains("possibly carried out: R-0.", said, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    /// <summary>No card of it is given before the next one comes, and nothing reaches the pipeline's thread meanwhile.</summary>
    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_names_the_cards_of_a_pipeline_that_waits_for_more(string signal)
    {
        var more = new Fault { Kind = FaultKind.HangBefore, PathPrefix = "/calm/merchants" };

        var said = await EndAsync(
            $"& {{ {TwoCards}; Invoke-RestMethod ${{env:VGSCALM_TEST_EMULATOR}}calm/merchants }} | New-VgsCard | Out-Null",
            more,
            signal
        );

        Assert.Contains("not all results were given", said, StringComparison.Ordinal);
        Assert.Contains("R-1", said, StringComparison.Ordinal);
    }

    private Task<string> EndAsync(string command, Fault fault, string signal) =>
        SignalledShell.EndAsync(Emulator, Folder.Path, command, fault, signal);
}
