using System.Globalization;
using System.Text.Json;
using VgsCalm.Emulator;

namespace VgsCalm.KillTest;

/// <summary>Holds the journal, the result file and what the emulator has against each other.</summary>
internal static class Findings
{
    private static readonly HashSet<string> Final = ["enrolling", "enrolled", "failed", "rejected", "unknown"];

    public static string NumberOf(int row) => string.Create(CultureInfo.InvariantCulture, $"515151{row:000000000}2");

    public static IEnumerable<Finding> Collect(VgsEmulator emulator, string csv, int rows)
    {
        var last = LastRecords(csv + ".journal.jsonl");
        var cards = emulator.Cards.ToLookup(card => card.Number);

        var open = Enumerable
            .Range(1, rows)
            .Where(row => !last.TryGetValue(row, out var record) || !Final.Contains(State(record)))
            .ToArray();
        yield return new Finding(
            "every row has a final outcome",
            open.Length == 0 && last.Count == rows,
            $"without: rows {Some(open)}; {last.Count} rows in the journal"
        );

        var result = File.ReadAllLines(csv + ".result.csv");
        var resultRows = result.Skip(1).Select(line => line.Split(',')[0]).ToArray();
        yield return new Finding(
            "the result file has each row exactly once",
            resultRows.SequenceEqual(
                Enumerable.Range(1, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))
            ),
            $"{resultRows.Length} rows, {resultRows.Distinct().Count()} different"
        );

        var twice = Enumerable.Range(1, rows).Where(row => cards[NumberOf(row)].Count() > 1).ToArray();
        yield return new Finding("no row was sent twice", twice.Length == 0, $"rows {Some(twice)}");

        var ids = last
            .Values.Select(record => record.TryGetProperty("id", out var id) ? id.GetString() : null)
            .OfType<string>()
            .ToHashSet();
        var lost = Enumerable
            .Range(1, rows)
            .Where(row => cards[NumberOf(row)].Any(card => !ids.Contains(card.Id)) && State(last[row]) != "unknown")
            .ToArray();
        yield return new Finding(
            "every card that the service has is in the journal, or its row is unknown",
            lost.Length == 0,
            $"rows {Some(lost)}"
        );

        var invented = Enumerable
            .Range(1, rows)
            .Where(row => State(last[row]) is "enrolled" or "enrolling" && !cards[NumberOf(row)].Any())
            .ToArray();
        yield return new Finding(
            "no row is called enrolled that the service does not have",
            invented.Length == 0,
            $"rows {Some(invented)}"
        );

        var unknown = last.Values.Count(record => State(record) == "unknown");
        Console.WriteLine(
            $"{unknown} rows unknown, of which "
                + $"{Enumerable.Range(1, rows).Count(row => State(last[row]) == "unknown" && cards[NumberOf(row)].Any())} are enrolled"
        );

        var text =
            File.ReadAllText(csv + ".journal.jsonl")
            + File.ReadAllText(csv + ".result.csv")
            + File.ReadAllText(csv + ".reject.csv");
        var leaked = Enumerable
            .Range(1, rows)
            .Where(row => text.Contains(NumberOf(row), StringComparison.Ordinal))
            .ToArray();
        yield return new Finding(
            "no card number and no secret is in journal, result or reject file",
            leaked.Length == 0 && !text.Contains(emulator.CalmClientSecret, StringComparison.Ordinal),
            $"rows {Some(leaked)}"
        );
    }

    private static Dictionary<int, JsonElement> LastRecords(string journal)
    {
        var last = new Dictionary<int, JsonElement>();
        foreach (var line in File.ReadLines(journal).Skip(1))
        {
            using var json = JsonDocument.Parse(line);
            last[json.RootElement.GetProperty("row").GetInt32()] = json.RootElement.Clone();
        }

        return last;
    }

    private static string State(JsonElement record) => record.GetProperty("state").GetString()!;

    private static string Some(int[] rows) =>
        rows.Length == 0
            ? "none"
            : string.Join(", ", rows.Take(10)) + (rows.Length > 10 ? $" and {rows.Length - 10} more" : "");
}
