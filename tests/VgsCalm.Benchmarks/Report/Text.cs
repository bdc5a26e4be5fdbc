using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Loads;

namespace VgsCalm.Benchmarks.Report;

/// <summary>Figures as the report shows them.</summary>
internal static class Text
{
    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + " ×";

    public static string Count(double value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Tenths(double value) => value.ToString("#,##0.0", CultureInfo.InvariantCulture);

    public static string Kilobytes(double bytes) =>
        (bytes / 1024).ToString("0.0", CultureInfo.InvariantCulture) + " KB";

    /// <summary>A Markdown table of what each contender took.</summary>
    public static string Table(string unit, Standing[] standings)
    {
        var rival = standings[0];
        var text = new StringBuilder()
            .AppendLine($"| | {unit}s/s | of the first | µs a {unit} | µs of CPU a {unit} | allocated a {unit} |")
            .AppendLine("|---|---:|---:|---:|---:|---:|");
        foreach (var standing in standings)
        {
            text.AppendLine(
                $"| {standing.Name} | {Count(standing.PerSecond)} | {Ratio(standing.SpeedOf(rival))} | "
                    + $"{Tenths(standing.Microseconds)} | {Tenths(standing.CpuMicroseconds)} | {Kilobytes(standing.Bytes)} |"
            );
        }

        return text.ToString();
    }
}
