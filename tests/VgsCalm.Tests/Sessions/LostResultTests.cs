using System.Management.Automation;
using System.Management.Automation.Host;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>A pipeline that ends early names what was made at VGS or may have been, and what nothing has taken.</summary>
public sealed class LostResultTests : EchoTest
{
    private const string ThreeCards =
        "1..3 | ForEach-Object { [pscustomobject]@{ Name = $_; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 27 } } | "
        + "New-VgsCard";

    private readonly RecordingHost _console = new();

    protected override PSHost Host => _console;

    protected override EmulatorOptions Options => new();

    [Fact]
    public async Task Ctrl_C_names_the_rows_that_have_left()
    {
        Always(FaultKind.Hang, "/calm/cards", method: "POST");
        using var enrolling = new RunningScript(Shell, ThreeCards);
        await Poll.UntilInWork(Emulator, 3);

        enrolling.Stop();

        var warning = Assert.Single(_console.Warnings);
        Assert.Contains("possibly carried out: row 1, row 2, row 3. Find out", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Select-Object -First 1")]
    [InlineData("ForEach-Object { throw 'enough' }")]
    public void A_pipeline_that_has_enough_loses_no_id_of_another_card(string end)
    {
        // With two at once the third leaves when the second is answered, and the first is answered only then.
        using var thirdIsHere = new ManualResetEventSlim();
        Echo.Answer = request =>
        {
            var name = request.Json!["name"]!.GetValue<string>();
            if (name == "1")
            {
                thirdIsHere.Wait(TimeSpan.FromSeconds(30));
            }
            else if (name == "3")
            {
                thirdIsHere.Set();
            }

            return (202, $$$"""{"data":{"id":"CRD{{{name}}}","state":"enrolling"}}""");
        };

        Run($"{ThreeCards} -ThrottleLimit 2 -Session echo | {end}");

        var warning = Assert.Single(_console.Warnings);
        Assert.Contains("CRD2 (enrolling) of row 2", warning, StringComparison.Ordinal);
        Assert.Contains("row 3", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("row 1", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_terminal_leaves_the_end_of_a_pipeline_as_it_is()
    {
        Emulator.Options.Latency = 200;
        _console.WarningFailure = new IOException("Input/output error");

        var end = Run($"{ThreeCards} -ThrottleLimit 2 | ForEach-Object {{ throw 'enough' }}");

        Assert.Equal("enough", end.Failure!.Exception.Message);
    }

    [Fact]
    public async Task Requests_that_have_not_left_are_not_spoken_of()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.Status,
                Status = 429,
                RetryAfter = 100,
                Times = -1,
            }
        );
        // One at a time: what the emulator has answered may not have come back yet, and of what has left it is not known what it did.
        using var enrolling = new RunningScript(Shell, $"{ThreeCards} -ThrottleLimit 1");
        await Poll.Until(() => enrolling.Progress.Count > 0, "a card is refused, and the command says that it waits");

        enrolling.Stop();

        Assert.Empty(_console.Warnings);
    }

    [Theory]
    [InlineData("New-VgsMerchant Shop", "the merchant 'Shop' may have been made")]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1 -ExpYear 30", "possibly carried out: tok_1.")]
    [InlineData("Invoke-VgsCalmRequest /things -Method Post -Body @{ a = 1 }", "possibly carried out: /things.")]
    public async Task So_does_each_command_that_makes_something(string command, string words)
    {
        Always(FaultKind.Hang, "/calm", method: "POST");
        using var making = new RunningScript(Shell, command);
        await Poll.UntilInWork(Emulator, 1);

        making.Stop();

        Assert.Contains(words, Assert.Single(_console.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_names_the_cards_that_are_waited_for()
    {
        Echo.Answer = _ => (200, """{"data":{"id":"CRD1","state":"enrolling"}}""");
        using var waiting = new RunningScript(
            Shell,
            "$given = [pscustomobject]@{ Id = 'CRD1' }, [pscustomobject]@{ Id = 'CRD2'; Reference = 'r2' }; "
                + "$given | Get-VgsCard -Wait -Session echo"
        );
        await Poll.Until(() => Echo.Received.Count >= 2, "each card is looked at");

        waiting.Stop();

        Assert.Equal(
            "The pipeline ended early, and not all results were given. Waited for, and not given: CRD1, CRD2 of r2. "
                + "Ask for them later with Get-VgsCard.",
            Assert.Single(_console.Warnings)
        );
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Wait")]
    [InlineData("Get-VgsCard CRD1")]
    [InlineData("'CRD1' | Get-VgsCard")]
    [InlineData("Invoke-VgsCalmRequest /things")]
    [InlineData("Get-VgsCardUpdate -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")]
    public async Task A_look_has_nothing_to_lose(string command)
    {
        Always(FaultKind.Hang, "/calm");
        using var looking = new RunningScript(Shell, command);
        await Poll.UntilInWork(Emulator, 1);

        looking.Stop();

        Assert.Empty(_console.Warnings);
    }
}
