using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace VgsCalm.MemoryTest;

/// <summary>Imports a small file and a large one, each in a process of its own, and goes on with each as after an interruption.</summary>
internal static class MemoryComparison
{
    private const long MostGrowth = 40 * 1024 * 1024;

    public static async Task<IReadOnlyList<Finding>> RunAsync(int small, int large)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-memory-");
        try
        {
            var (few, again) = await ImportAsync(Path.Combine(folder.FullName, "small.csv"), small);
            var file = Path.Combine(folder.FullName, "large.csv");
            var (many, resumed) = await ImportAsync(file, large);
            var sizes = string.Join(
                ", ",
                folder
                    .GetFiles("large.csv*")
                    .OrderBy(f => f.Name, StringComparer.Ordinal)
                    .Select(f => $"{f.Name} {Measurement.Megabytes(f.Length)}")
            );
            Console.WriteLine(sizes);
            return
            [
                new("every row was sent once", many.Sent == large, $"{many.Sent} of {large}"),
                new(
                    "the journal has every row, enrolled",
                    CountEnrolled(file + ".journal.jsonl", large) == large,
                    $"{CountEnrolled(file + ".journal.jsonl", large)} of {large}"
                ),
                new(
                    "the result file has every row in order",
                    CountInOrder(file + ".result.csv") == large,
                    $"{CountInOrder(file + ".result.csv")} of {large}"
                ),
                Growth("the large import needs at most 40 MB more than the small one", few.Peak, many.Peak),
                new(
                    "going on with the journal knows every row and sends none",
                    resumed.Sent == 0 && resumed.Enrolled == large && again.Sent == 0 && again.Enrolled == small,
                    $"{resumed.Enrolled} known, {resumed.Sent} sent"
                ),
                Growth(
                    "going on with the large journal needs at most 40 MB more than with the small one",
                    again.Peak,
                    resumed.Peak
                ),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(Measurement Import, Measurement Resumed)> ImportAsync(string csv, int rows)
    {
        await WriteAsync(csv, rows);

        // A journal belongs to one address, so the stub of the second process has to be where that of the first one was.
        var port = LoopbackPort.FindFree();
        var import = await Measurement.OfImportAsync(csv, port);
        Console.WriteLine($"{rows, 9} rows: {import}");
        var resumed = await Measurement.OfImportAsync(csv, port);
        Console.WriteLine($"   resumed: {resumed}");
        return (import, resumed);
    }

    private static async Task WriteAsync(string csv, int rows)
    {
        await using var writer = new StreamWriter(csv);
        await writer.WriteLineAsync("Name,CardNumber,ExpirationMonth,ExpirationYear,Reference");
        for (var row = 1; row <= rows; row++)
        {
            await writer.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Cardholder {row},515151{row:000000000}2,{(row % 12) + 1},29,order-{row}"
                )
            );
        }
    }

    private static Finding Growth(string claim, long from, long to) =>
        new(claim, to - from <= MostGrowth, $"{Measurement.Megabytes(from)} and {Measurement.Megabytes(to)}");

    private static int CountEnrolled(string journal, int rows)
    {
        var enrolled = new BitArray(rows + 1);
        var count = 0;
        foreach (var line in File.ReadLines(journal).Skip(1))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement.GetProperty("row").GetInt32();
            if (json.RootElement.GetProperty("state").GetString() != "enrolled" || enrolled[row])
            {
                continue;
            }

            enrolled[row] = true;
            count++;
        }

        return count;
    }

    private static int CountInOrder(string result)
    {
        var row = 0;
        foreach (var line in File.ReadLines(result).Skip(1))
        {
            if (
                !line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{row + 1},"), StringComparison.Ordinal)
                || !line.Contains(",enrolled,CRD", StringComparison.Ordinal)
            )
            {
                break;
            }

            row++;
        }

        return row;
    }
}
