using System.Diagnostics;
using System.Globalization;

namespace VgsCalm.MemoryTest;

/// <summary>What one process needed for one import.</summary>
/// <param name="Peak">Most memory that it had resident, in bytes.</param>
/// <param name="Managed">Largest managed heap after a collection, in bytes.</param>
/// <param name="Sent">Cards that it sent.</param>
/// <param name="Enrolled">Rows that are enrolled, as the command says.</param>
/// <param name="Seconds">Time that it took, the engine's start included.</param>
internal sealed record Measurement(long Peak, long Managed, long Sent, long Enrolled, double Seconds)
{
    public static async Task<Measurement> OfImportAsync(string csv, int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "import", csv, $"{port}" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The import ended with exit code {process.ExitCode}.");
        }

        var figures = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ');
        return new Measurement(
            Long(figures[0]),
            Long(figures[1]),
            Long(figures[2]),
            Long(figures[3]),
            double.Parse(figures[4], CultureInfo.InvariantCulture)
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"peak {Megabytes(Peak)}, managed {Megabytes(Managed)}, {Seconds:0.0} s, {Sent} cards sent"
        );

    public static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
