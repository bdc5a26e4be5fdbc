using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// A run with -RetryUnknown whose second tries lose their answers, too: the same command again would send those cards a third time, so
/// each advice to run it says what to leave out.
/// </summary>
public sealed class SecondTryAdviceTests : ConnectedTest
{
    private const int Rows = 7;
    private const string Import = "Import-VgsCard $csv -ThrottleLimit 1";
    private const string LeaveOut = "Leave -RetryUnknown out then";

    private ImportEvidence Evidence => new(Emulator, Folder, Rows);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Shell.Set("csv", Evidence.Write());
        LoseAnswer();
        Run(Import).ThrowIfFailed();
    }

    [Fact]
    public void A_result_that_cannot_be_written()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        LoseAnswer();
        ShouldSay(Run($"{Import} -RetryUnknown -ResultPath /dev/full"));

        Run($"{Import} -ResultPath /dev/null").ThrowIfFailed();
        Assert.Equal(Rows + 1, Emulator.Cards.Count);
    }

    [Fact]
    public void An_import_that_stops()
    {
        LoseAnswer();
        Folder.Write("cards.csv", File.ReadAllText(Folder.At("cards.csv")) + Later(Rows));
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                PathPrefix = "/calm/cards",
                Method = "POST",
                Status = 403,
                Times = 5,
            }
        );
        ShouldSay(Run($"{Import} -RetryUnknown"));

        Run(Import).ThrowIfFailed();
        Assert.Equal(Rows + 1 + Rows, Emulator.Cards.Count);
    }

    [Fact]
    public void Nothing_is_left_out_where_every_second_try_was_answered()
    {
        if (!OperatingSystem.IsWindows())
        {
            var error = Assert.Single(Run($"{Import} -RetryUnknown -ResultPath /dev/full").Errors);
            Assert.DoesNotContain("RetryUnknown", $"{error}", StringComparison.Ordinal);
        }
    }

    private void LoseAnswer() => Once(FaultKind.ResetAfter, "/calm/cards", method: "POST");

    private static string Later(int rows) =>
        string.Concat(Enumerable.Range(100, rows).Select(row => $"L,{ImportEvidence.NumberOf(row)},1,31\n"));

    private static void ShouldSay(ShellResult result) =>
        Assert.Contains(
            LeaveOut,
            string.Concat(result.Errors.Select(error => $"{error}{error.ErrorDetails?.RecommendedAction}")),
            StringComparison.Ordinal
        );
}
