using System.Text;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Large files. What is measured is the whole process's, so no other test runs meanwhile.</summary>
[Collection(nameof(CsvMemoryTests))]
[CollectionDefinition(nameof(CsvMemoryTests), DisableParallelization = true)]
public sealed class CsvMemoryTests
{
    private const int Million = 1_000_000;

    [Fact]
    public void A_million_rows_are_read_in_order_and_memory_does_not_grow_with_them()
    {
        using var stream = new PortionedStream(Portions());
        long row = 0,
            least = long.MaxValue,
            growth = 0;

        foreach (var card in CardCsv.Read(stream, Csv.File))
        {
            row++;
            if (row % 100_000 != 0)
            {
                continue;
            }

            Assert.Equal(row, long.Parse(card.Reference!, System.Globalization.CultureInfo.InvariantCulture));
            var live = GC.GetTotalMemory(forceFullCollection: true);

            // What other tests left behind may still be let go of meanwhile: growth counts from the least so far.
            least = Math.Min(least, live);
            growth = Math.Max(growth, live - least);
        }

        Assert.Equal(Million, row);
        Assert.InRange(stream.BytesRead, 40_000_000, long.MaxValue);
        Assert.InRange(growth, 0, 4 * 1024 * 1024);
    }

    private static IEnumerable<byte[]> Portions()
    {
        yield return Encoding.UTF8.GetBytes(Csv.Header + ",Reference\r\n");
        var portion = new StringBuilder();
        for (var row = 1; row <= Million; row++)
        {
            portion.Append("\"Doe, John\",5415775831611962,11,24,").Append(row).Append("\r\n");
            if (row % 500 != 0)
            {
                continue;
            }

            yield return Encoding.UTF8.GetBytes(portion.ToString());
            portion.Clear();
        }
    }
}
