using System.Globalization;
using System.Management.Automation;
using VgsCalm.Benchmarks.Rivals;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>One card of a load, in the forms in which the contenders take it.</summary>
internal sealed record TestCard(string Name, string Number, string ExpMonth, string ExpYear, string Reference)
{
    public static TestCard[] Some(int count) => [.. Enumerable.Range(1, count).Select(At)];

    /// <summary>A card of its own for each row: a file of one card over and over would be a file of duplicates.</summary>
    public static TestCard At(int row) => new($"Jane Doe {row}", $"4111111{row:00000000}0", "11", "30", $"order-{row}");

    public CardRequest ToRequest() =>
        new(
            Name,
            Number,
            int.Parse(ExpMonth, CultureInfo.InvariantCulture),
            int.Parse(ExpYear, CultureInfo.InvariantCulture)
        );

    /// <summary>As Import-Csv gives it.</summary>
    public PSObject ToRow()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(nameof(Name), Name));
        row.Properties.Add(new PSNoteProperty(nameof(Number), Number));
        row.Properties.Add(new PSNoteProperty(nameof(ExpMonth), ExpMonth));
        row.Properties.Add(new PSNoteProperty(nameof(ExpYear), ExpYear));
        row.Properties.Add(new PSNoteProperty(nameof(Reference), Reference));
        return row;
    }

    /// <summary>Writes a CSV file of so many cards.</summary>
    public static void WriteFile(string path, int count)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("Name,Number,ExpMonth,ExpYear,Reference");
        for (var i = 1; i <= count; i++)
        {
            var card = At(i);
            file.WriteLine($"{card.Name},{card.Number},{card.ExpMonth},{card.ExpYear},{card.Reference}");
        }
    }
}
