using System.Globalization;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// An old file fits a journal that has sent nothing, and the end of one that has: the journals that are kept beside it know its cards. A
/// night is written as its rows: a letter is a card, <c>bad</c> is none.
/// </summary>
public sealed class OldRowsAgainTests : ConnectedTest
{
    private const string Refused = "JournalMismatch";
    private const string File = "Import-VgsCard $csv -Wait -ThrottleLimit 1 -WarningAction SilentlyContinue";
    private const string Pipeline =
        "Import-Csv $csv | Import-VgsCard -JournalPath \"$csv.journal.jsonl\" -Wait -ThrottleLimit 1 -WarningAction SilentlyContinue";

    private string Journal => Folder.At("cards.csv.journal.jsonl");

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var import in new[] { File, Pipeline })
            {
                cases.Add(import, "bad bad", "A B C", Refused);
                cases.Add(import, "X", "X A B C", Refused);
                cases.Add(import, "bad bad bad X", "A B C X", Refused);
                cases.Add(import, "bad bad", "B A X", Refused);
                cases.Add(import, "bad bad", "X Y", "2");
                cases.Add(import, "bad bad", "X Y A", "3");
                cases.Add(import, "X bad", "X Y Z", "2");
                cases.Add(import, "X bad", "X bad", "0");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_refused_where_the_journal_has_not_sent_them(
        string import,
        string second,
        string third,
        string expected
    )
    {
        Import(import, "A B C");
        Import(import, second);

        Write(third);

        ShouldPlanAndDo(import, expected);
    }

    [Theory]
    [InlineData(File)]
    [InlineData(Pipeline)]
    public void They_are_refused_after_a_night_that_stopped_at_once(string import)
    {
        Import(import, "A B C");
        Always(FaultKind.Status, "/calm/cards", status: 401);
        Write("X Y");
        Assert.NotNull(Run($"{import} -NewJournal").Failure);
        Emulator.Faults.Clear();

        Write("A B C");
        ShouldPlanAndDo(import, Refused);
        Write("X Y");
        ShouldPlanAndDo(import, "2");
    }

    [Theory]
    [InlineData(File)]
    [InlineData(Pipeline)]
    public void They_are_sent_where_the_journal_was_deleted(string import)
    {
        Import(import, "A B C");
        Import(import, "X");
        System.IO.File.Delete(Journal);

        Write("A B C");

        ShouldPlanAndDo(import, "3");
    }

    private void Import(string import, string night)
    {
        Write(night);
        Run($"{import} -NewJournal").ThrowIfFailed();
    }

    private void ShouldPlanAndDo(string import, string expected)
    {
        var before = Emulator.Cards.Count;
        var plans = new[] { "", "-NewJournal" }.Select(option => Run($"{import} {option} -WhatIf"));

        Assert.All(
            plans,
            plan =>
                Assert.Equal(
                    expected,
                    plan.Failure is null
                        ? $"{Convert.ToInt64(plan["New"], null) + Convert.ToInt64(plan["Retried"], null)}"
                        : IdOf(plan)
                )
        );
        var done = Run($"{import} -NewJournal");
        var sent = Emulator.Cards.Count - before;
        Assert.Equal(expected, done.Failure is null ? $"{sent}" : IdOf(done));
        Assert.Equal(expected == Refused ? 0 : int.Parse(expected, CultureInfo.InvariantCulture), sent);
        if (expected == Refused)
        {
            var error = done.ShouldFailWith(Refused, System.Management.Automation.ErrorCategory.InvalidData, Journal);
            Assert.Contains("whose journal is kept as", error.ErrorDetails.Message, StringComparison.Ordinal);
        }
    }

    private static string IdOf(Testing.Engine.ShellResult result) =>
        result.Failure!.FullyQualifiedErrorId.Split(',')[0];

    private void Write(string night) =>
        Shell.Set(
            "csv",
            Folder.Write(
                "cards.csv",
                string.Join('\n', night.Split(' ').Select(Line).Prepend("Name,Number,ExpMonth,ExpYear")) + "\n"
            )
        );

    private static string Line(string card) =>
        card == "bad" ? "Card,123,1,29" : $"Card,515151000000{(int)card[0]:000}2,1,29";
}
