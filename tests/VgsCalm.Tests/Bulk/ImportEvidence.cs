using System.Globalization;
using System.Text.Json;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// A file of cards, one number a row, and what is left of its import: journal, result, and the cards that the emulator
/// has.
/// </summary>
internal sealed class ImportEvidence(VgsEmulator emulator, ScratchFolder folder, int rows)
{
    private static readonly HashSet<string> Final = ["enrolling", "enrolled", "failed", "rejected", "unknown"];

    /// <summary>The number of a row, which tells on the emulator's side which row was sent.</summary>
    public static string NumberOf(int row) => string.Create(CultureInfo.InvariantCulture, $"515151{row:000000000}2");

    /// <summary>Writes the file, and gives its path.</summary>
    public string Write() =>
        folder.Write(
            "cards.csv",
            string.Join(
                '\n',
                Enumerable
                    .Range(1, rows)
                    .Select(row => $"Card {row},{NumberOf(row)},{(row % 12) + 1},29")
                    .Prepend("Name,CardNumber,ExpirationMonth,ExpirationYear")
            ) + "\n"
        );

    /// <summary>The last word of the journal on each row: its state, and the id of its card.</summary>
    public Dictionary<int, (string State, string? Id)> Journal()
    {
        var last = new Dictionary<int, (string, string?)>();
        foreach (var line in File.ReadLines(folder.At("cards.csv.journal.jsonl")).Skip(1))
        {
            using var json = JsonDocument.Parse(line);
            last[json.RootElement.GetProperty("row").GetInt32()] = (
                json.RootElement.GetProperty("state").GetString()!,
                json.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null
            );
        }

        return last;
    }

    public int Count(string state) => Journal().Values.Count(row => row.State == state);

    /// <summary>
    /// Every card that the emulator has is in the journal, or its row is unknown; and no row is called enrolled that it
    /// does not have.
    /// </summary>
    public void ShouldAccountForEveryCard()
    {
        var journal = Journal();
        var cards = emulator.Cards.ToLookup(card => card.Number, card => card.Id);
        foreach (var (row, (state, id)) in journal)
        {
            if (state is "enrolled" or "enrolling" or "failed")
            {
                Assert.Contains(id!, cards[NumberOf(row)]);
            }
            else if (cards.Contains(NumberOf(row)))
            {
                Assert.True(
                    state is "unknown" or "sending",
                    $"The emulator has the card of row {row}, and the journal says {state}."
                );
            }
        }

        Assert.All(emulator.Cards, card => Assert.Contains(journal.Keys, row => NumberOf(row) == card.Number));
    }

    /// <summary>Every row has exactly one final outcome, in the journal and in the result file.</summary>
    public void ShouldHaveOneOutcomeARow()
    {
        Assert.Equal(Enumerable.Range(1, rows), Journal().Keys.Order());
        Assert.All(Journal().Values, row => Assert.Contains(row.State, Final));
        var result = File.ReadAllLines(folder.At("cards.csv.result"));
        Assert.Equal(
            Enumerable.Range(1, rows).Select(row => row.ToString(CultureInfo.InvariantCulture)),
            result.Skip(1).Select(line => line.Split(',')[0])
        );
        Assert.Equal(
            Journal().OrderBy(row => row.Key).Select(row => row.Value.State),
            result.Skip(1).Select(line => line.Split(',')[2])
        );
    }

    public void ShouldHaveNoCardTwice() =>
        Assert.All(emulator.Cards.CountBy(card => card.Number), number => Assert.Equal(1, number.Value));

    /// <summary>No card number and no secret is in any file but the input.</summary>
    public void ShouldShowNoNumberInAnyFile()
    {
        foreach (var file in folder.Files.Where(file => file != "cards.csv"))
        {
            var text = folder.Read(file);
            Assert.DoesNotContain(
                Enumerable.Range(1, rows),
                row => text.Contains(NumberOf(row), StringComparison.Ordinal)
            );
            SecretSearch.ShouldShowNoSecretOf(text, emulator);
        }
    }
}
