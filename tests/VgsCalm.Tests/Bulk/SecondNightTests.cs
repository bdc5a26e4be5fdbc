using System.Globalization;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// What the second night may bring under the name of the first one: no card is at VGS more often than a night's own rows have it, a file
/// and the pipeline are treated alike, and the dry run says before what the import does. A night is written as its rows: <c>A</c> is a
/// card, <c>A'</c> the same with another expiry, <c>A?</c> with a month 13, <c>bad</c> is no card, <c>no</c> is one that VGS refuses.
/// </summary>
public sealed class SecondNightTests : ConnectedTest
{
    private const string Refused = "JournalMismatch";

    // First night, second night, what becomes of it: rows sent, or refused; without -NewJournal, and then with it.
    private static readonly (string First, string Second, string Plain, string WithNewJournal)[] Nights =
    [
        ("bad A", "A", Refused, Refused),
        ("no A B", "A B", Refused, Refused),
        ("bad A B", "A B X", Refused, Refused),
        ("bad bad A B", "A B", Refused, Refused),
        ("bad bad A B", "A B X Y", Refused, Refused),
        ("bad bad bad A B C", "A B C X Y Z", Refused, Refused),
        ("bad bad A B", "bad A bad bad bad", Refused, Refused),
        ("bad bad A B", "A bad bad B", Refused, Refused),
        ("A bad B bad", "A B", Refused, Refused),
        ("A B C", "A C", Refused, Refused),
        ("A B C", "B C", Refused, Refused),
        ("A B C", "X Y Z A B C", Refused, Refused),
        ("A B C D", "D C B A", Refused, Refused),
        ("A A B", "B A A", Refused, Refused),
        ("A B C D", "A' B' C' D'", Refused, Refused),
        ("A B C D E G", "G' E' D' C' B' A'", Refused, Refused),
        ("bad A B", "A' B'", Refused, Refused),
        ("A B C", "A X Y", Refused, Refused),
        ("A B C", "X Y Z", Refused, "3"),
        ("bad A B", "X Y", Refused, "2"),
        ("bad A B", "X Y Z W", Refused, "4"),
        ("A B C D E", "X Y Z W A", Refused, "5"),
        ("A B", "", Refused, "0"),
        ("A B bad", "A B C", "1", "0"),
        ("bad A B", "C A B", "1", "0"),
        ("A? B C", "A B C", "1", "0"),
        ("A bad B", "A B B", "1", "0"),
        ("A B bad", "A B", "0", "0"),
        ("A B C", "A B C", "0", "0"),
        ("A B C", "A B C D", "1", "0"),
        ("bad bad", "A B", "2", "0"),
    ];

    public static TheoryData<string, string, string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string, bool>();
            foreach (var (first, second, plain, withNewJournal) in Nights)
            {
                cases.Add(first, second, plain, withNewJournal, false);
                cases.Add(first, second, plain, withNewJournal, true);
            }

            return cases;
        }
    }

    public static TheoryData<string, string, string> PlainCases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (first, second, plain, _) in Nights)
            {
                cases.Add(first, second, plain);
            }

            return cases;
        }
    }

    private string Input => Folder.At("cards.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_an_import_that_is_complete(
        string first,
        string second,
        string plain,
        string withNewJournal,
        bool isPiped
    )
    {
        Import(first, isPiped, "-Wait");

        Write(second);

        ShouldPlanAndDo(plain, isPiped, "-Wait");
        ShouldPlanAndDo(withNewJournal, isPiped, "-Wait -NewJournal");
        ShouldHaveEachCardAtMostAsOftenAs(first, second);
    }

    [Theory]
    [MemberData(nameof(PlainCases))]
    public void From_the_pipeline_after_an_import_whose_answers_were_lost(string first, string second, string plain)
    {
        Always(FaultKind.ResetAfter, "/calm/cards", method: "POST");
        Write(first);
        Run($"{Command(isPiped: true)} -Wait", ("csv", Input));
        Emulator.Faults.Clear();
        Write(second);

        ShouldPlanAndDo(plain, isPiped: true, "-Wait");
        ShouldPlanAndDo(plain == Refused ? Refused : "0", isPiped: true, "-Wait -NewJournal");
        if (plain == Refused)
        {
            ShouldPlanAndDo(Refused, isPiped: true, "-Wait -NewJournal -RetryUnknown -RetryFailed");
        }

        ShouldHaveEachCardAtMostAsOftenAs(first, second);
    }

    private static string Command(bool isPiped) =>
        (isPiped ? "Import-Csv $csv | Import-VgsCard" : "Import-VgsCard $csv")
        + " -JournalPath \"$csv.journal.jsonl\" -ThrottleLimit 1 -WarningAction SilentlyContinue";

    private void Import(string night, bool isPiped, string options)
    {
        Write(night);
        Run($"{Command(isPiped)} {options}", ("csv", Input)).ThrowIfFailed();
    }

    private void ShouldPlanAndDo(string expected, bool isPiped, string options)
    {
        var plan = Run($"{Command(isPiped)} {options} -WhatIf");
        var before = Emulator.Requests.Count("POST", "/calm/cards");
        var done = Run($"{Command(isPiped)} {options}");
        var sent = Emulator.Requests.Count("POST", "/calm/cards") - before;

        Assert.Equal(
            (expected, expected == Refused ? 0 : int.Parse(expected, CultureInfo.InvariantCulture), expected),
            (
                done.Failure is { } error ? IdOf(error.FullyQualifiedErrorId) : $"{sent}",
                sent,
                plan.Failure is { } refusal
                    ? IdOf(refusal.FullyQualifiedErrorId)
                    : $"{Convert.ToInt64(plan["New"], null) + Convert.ToInt64(plan["Retried"], null)}"
            )
        );
    }

    private static string IdOf(string fullId) => fullId.Split(',')[0];

    private void ShouldHaveEachCardAtMostAsOftenAs(string first, string second)
    {
        var numbers = new[] { first, second }
            .Select(night => Tokens(night).Select(NumberOf).ToLookup(number => number))
            .ToArray();
        Assert.All(
            Emulator.Cards.GroupBy(card => card.Number),
            cards =>
                Assert.InRange(cards.Count(), 1, numbers.Max(night => night[cards.Key].Count()) + Allowed(cards.Key))
        );

        // What journal.md leaves to the user: some of the old file's cards, at most half of them, in a new file.
        int Allowed(string number) => (first, second) == ("A B C D E", "X Y Z W A") && number == NumberOf("A") ? 1 : 0;
    }

    private void Write(string night) =>
        File.WriteAllLines(Input, Tokens(night).Select(Line).Prepend("Name,CardNumber,ExpirationMonth,ExpirationYear"));

    private static string[] Tokens(string night) => night.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Line(string token) =>
        $"Card,{NumberOf(token)},{(token.EndsWith('?') ? 13 : 1)},{(token.EndsWith('\'') ? 31 : 29)}";

    private static string NumberOf(string token) =>
        token switch
        {
            "bad" => "123",
            "no" => "9100000000000002",
            _ => $"515151000000{(int)token[0]:000}2",
        };
}
