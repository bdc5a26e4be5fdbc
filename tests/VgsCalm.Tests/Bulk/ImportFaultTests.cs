using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>Whatever goes wrong in the middle, no row is lost, none is sent twice unasked, and the next run ends it well.</summary>
public sealed class ImportFaultTests : ConnectedTest
{
    private const int Rows = 60;
    private const string Command =
        "Import-VgsCard $csv -ThrottleLimit 4 -ResultPath \"$csv.result\" -RejectPath \"$csv.reject\" -Session import";

    public static TheoryData<string> Faults => [.. ImportFault.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task No_row_is_lost_and_none_is_sent_twice_when(string happens)
    {
        var expected = ImportFault.All[happens];
        var evidence = new ImportEvidence(Emulator, Folder, Rows);
        Shell.Set("csv", evidence.Write());
        Run("Connect-VgsCalm -Credential $calm -TimeoutSec 1 -Name import @uris").ThrowIfFailed();
        Emulator.Faults.Add(expected.Fault);

        var unknown = expected.IsStopped
            ? await StopOnceItWaits(expected.Fault, evidence)
            : ShouldEndAs(expected, Import(), evidence);
        evidence.ShouldAccountForEveryCard();
        evidence.ShouldHaveNoCardTwice();

        // The fault is over: the same command goes on, and sends nothing whose outcome is not known.
        Emulator.Faults.Clear();
        var next = Import();
        Assert.Equal(((long)Rows, (long)unknown), (next["Total"], next["Unknown"]));
        evidence.ShouldHaveOneOutcomeARow();
        evidence.ShouldAccountForEveryCard();
        evidence.ShouldHaveNoCardTwice();
        Assert.Equal(Rows + (expected.SaysNotCarriedOut ? expected.Fault.Played : 0), Posts);

        Assert.Equal(0L, Import("-RetryUnknown")["Unknown"]);
        Assert.Equal(Rows + unknown + (expected.SaysNotCarriedOut ? expected.Fault.Played : 0), Posts);
        Assert.Equal(Rows, Emulator.Cards.Select(card => card.Number).Distinct().Count());
        evidence.ShouldHaveOneOutcomeARow();
        evidence.ShouldShowNoNumberInAnyFile();
    }

    [Fact]
    public async Task No_row_is_lost_when_all_tokens_are_revoked_in_the_middle()
    {
        var (error, evidence) = await InTheMiddle(Emulator.RevokeTokens);

        Assert.Null(error);
        Assert.Equal(Rows, Emulator.Cards.Count);
        Assert.Equal(0, evidence.Count("unknown"));
        evidence.ShouldHaveNoCardTwice();
        evidence.ShouldHaveOneOutcomeARow();
    }

    [Fact]
    public async Task No_row_is_lost_when_the_account_is_revoked_in_the_middle()
    {
        var account = Emulator.ServiceAccounts.Single(known => known.ClientId == Emulator.CalmClientId);
        var (error, evidence) = await InTheMiddle(() => Emulator.RemoveServiceAccount(account.ClientId));

        Assert.StartsWith("AuthenticationFailed,", error!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(
            "run the same command again: it goes on where it stopped",
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, evidence.Count("unknown"));
        evidence.ShouldAccountForEveryCard();

        // A successor of the same vault, as Reset-VgsServiceAccount makes one.
        var next = Emulator.AddServiceAccount(["cards:write", "cards:read"]);
        Run(
                "Connect-VgsCalm -Credential $next -Name import @uris",
                ("next", Shell.CredentialOf(next.ClientId, next.ClientSecret))
            )
            .ThrowIfFailed();
        Import().ThrowIfFailed();

        Assert.Equal(Rows, Emulator.Cards.Count);
        evidence.ShouldHaveNoCardTwice();
        evidence.ShouldHaveOneOutcomeARow();
    }

    [Fact]
    public async Task No_row_is_lost_while_no_token_can_be_had()
    {
        var evidence = new ImportEvidence(Emulator, Folder, Rows);
        Shell.Set("csv", evidence.Write());
        Run("Connect-VgsCalm -Credential $calm -Name import @uris").ThrowIfFailed();
        Emulator.Options.Latency = 20;
        using (var importing = new RunningScript(Shell, Command))
        {
            await Poll.Until(() => Emulator.Cards.Count >= 10, "some rows are enrolled");
            Always(FaultKind.Status, "/auth", status: 503);
            Emulator.RevokeTokens();
            var refused = Emulator.Requests.Count("POST", "/auth/realms/vgs/protocol/openid-connect/token");
            await Poll.Until(
                () => Emulator.Requests.Count("POST", "/auth/realms/vgs/protocol/openid-connect/token") > refused + 1,
                "the import asks for a token again"
            );

            // It waits for the token endpoint as it waits for the service. A stop ends that too.
            importing.Stop();
            Assert.Equal(PSInvocationState.Stopped, importing.State);
        }

        Assert.Equal(0, evidence.Count("unknown"));
        Assert.InRange(Emulator.Cards.Count, 10, Rows - 1);

        Emulator.Options.Latency = 0;
        Emulator.Faults.Clear();
        Import().ThrowIfFailed();
        Assert.Equal(Rows, Emulator.Cards.Count);
        evidence.ShouldHaveNoCardTwice();
        evidence.ShouldHaveOneOutcomeARow();
    }

    private int Posts => Emulator.Requests.Count("POST", "/calm/cards");

    private static int ShouldEndAs(ImportFault expected, ShellResult result, ImportEvidence evidence)
    {
        if (expected.Error is null)
        {
            Assert.Equal(((long)Rows, (long)expected.Unknown), (result["Total"], result["Unknown"]));
            evidence.ShouldHaveOneOutcomeARow();
            return expected.Unknown;
        }

        var error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.StartsWith(expected.Error + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(
            "run the same command again: it goes on where it stopped",
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.Empty(result.Output);

        // Where every answer is lost, some rows are unknown before the import stops; but not all.
        Assert.InRange(
            evidence.Count("unknown"),
            expected.SaysNotCarriedOut ? 0 : 20,
            expected.SaysNotCarriedOut ? 0 : Rows - 5
        );
        return evidence.Count("unknown");
    }

    // Every try was answered, so no row is unknown.
    private async Task<int> StopOnceItWaits(Fault fault, ImportEvidence evidence)
    {
        using var importing = new RunningScript(Shell, Command);
        await Poll.Until(() => fault.Played >= 3, "the service has put rows off more than once");
        importing.Stop();

        Assert.Equal(PSInvocationState.Stopped, importing.State);
        Assert.Empty(importing.Errors);
        Assert.Empty(importing.Output);
        Assert.Equal(0, evidence.Count("unknown"));
        return 0;
    }

    private ShellResult Import(string options = "") => Run($"{Command} {options}");

    private async Task<(ErrorRecord? Error, ImportEvidence Left)> InTheMiddle(Action happens)
    {
        var evidence = new ImportEvidence(Emulator, Folder, Rows);
        Shell.Set("csv", evidence.Write());
        Run("Connect-VgsCalm -Credential $calm -Name import @uris").ThrowIfFailed();
        Emulator.Options.Latency = 20;
        using var importing = new RunningScript(Shell, Command);
        await Poll.Until(() => Emulator.Cards.Count >= 10, "some rows are enrolled");
        happens();
        Emulator.Options.Latency = 0;
        var thrown = importing.WaitForEnd();
        return (thrown ?? importing.Errors.SingleOrDefault(), evidence);
    }
}
