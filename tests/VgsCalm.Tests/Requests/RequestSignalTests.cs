using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>What ends a process from outside while a command makes or changes something: what may have been done has to be said.</summary>
public sealed class RequestSignalTests : ConnectedTest
{
    [LinuxTheory]
    [InlineData(
        "New-VgsMerchant Fish -MerchantLegalName Fish",
        "/calm/merchants",
        "the merchant 'Fish' may have been made"
    )]
    [InlineData(
        "New-VgsNetworkToken tok_a -ExpMonth 11 -ExpYear 29",
        "/calm/network-tokens",
        "possibly carried out: tok_a."
    )]
    [InlineData(
        "Invoke-VgsCalmRequest /cards/CRD1 -Method Delete",
        "/calm/cards",
        "possibly carried out: /cards/CRD1."
    )]
    public async Task A_signal_names_what_may_have_been_done(string command, string path, string doubt)
    {
        var said = await EndAsync(command, new Fault { Kind = FaultKind.Hang, PathPrefix = path }, "TERM");

        Assert.Contains(doubt, said, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_between_two_records_has_no_further_one_sent(string signal)
    {
        // A command behind it is at work when the signal comes, and gives back to it.
        var behind = new Fault { Kind = FaultKind.HangBefore, PathPrefix = "/calm/cards" };

        var said = await EndAsync(
            """
            'A', 'B' | ForEach-Object { [pscustomobject]@{ DbaMerchantTradeName = $_; MerchantLegalName = $_ } } | New-VgsMerchant |
                ForEach-Object { try { Invoke-RestMethod "${env:VGSCALM_TEST_EMULATOR}calm/cards/CRD1" -TimeoutSec 3 } catch { 'late' } }
            """,
            behind,
            signal
        );

        Assert.Contains("late", said, StringComparison.Ordinal);
        Assert.DoesNotContain("may have been made", said, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("POST", "/calm/merchants"));
    }

    private Task<string> EndAsync(string command, Fault fault, string signal) =>
        SignalledShell.EndAsync(Emulator, Folder.Path, command, fault, signal);
}
