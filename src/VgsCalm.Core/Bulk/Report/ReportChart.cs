using System.Text;

namespace VgsCalm.Bulk.Report;

/// <summary>Answers over time, as steps: each is the mean rate of its bucket.</summary>
internal sealed class ReportChart
{
    /// <summary>From this rate on, per second, seconds are the unit; else it is minutes, as in VGS's limits.</summary>
    public const double BySecond = 10;

    /// <summary>Sizes of the drawing. The page shows the one that fits, so that text keeps its size.</summary>
    public static readonly Frame Wide = new("wide", 960, 260, 8);

    /// <inheritdoc cref="Wide"/>
    public static readonly Frame Narrow = new("narrow", 340, 220, 4);

    private const double Left = 52,
        Right = 14,
        Top = 14,
        Bottom = 30;

    private static readonly double[] TimeSteps =
    [
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        10_800,
        21_600,
        43_200,
        86_400,
        172_800,
        604_800,
        2_592_000,
        7_776_000,
        31_536_000,
    ];

    private readonly EnrolmentStatistics _statistics;
    private readonly double _bucket;
    private readonly double _total;
    private readonly double _perUnit;
    private readonly double _peak;
    private readonly double[] _rates;

    private ReportChart(EnrolmentStatistics statistics)
    {
        _statistics = statistics;
        _bucket = statistics.Bucket.TotalSeconds;

        // The last bucket is cut where the last answer came; a sliver of it would show an absurd rate.
        var before = (statistics.Throughput.Count - 1) * _bucket;
        var last = Math.Min(
            _bucket,
            Math.Max(_bucket / 4, (statistics.Ended - statistics.Started).TotalSeconds - before)
        );
        _total = before + last;

        var perSecond = statistics
            .Throughput.Select(
                (answers, index) => answers / (index == statistics.Throughput.Count - 1 ? last : _bucket)
            )
            .ToArray();
        IsBySecond = perSecond.Max() >= BySecond;
        _perUnit = IsBySecond ? 1 : 60;
        _rates = [.. perSecond.Select(rate => rate * _perUnit)];
        _peak = _rates.Max();
    }

    public string Unit => IsBySecond ? "Cards per second" : "Cards per minute";

    public string Peak => ReportText.Short(_peak);

    public string Mean => ReportText.Short(_statistics.Throughput.Sum() / _total * _perUnit);

    private bool IsBySecond { get; }

    /// <summary>The chart of an import; null where there is nothing to draw.</summary>
    public static ReportChart? Create(EnrolmentStatistics statistics) =>
        statistics.Bucket > TimeSpan.Zero && statistics.Throughput.Any(answers => answers > 0)
            ? new ReportChart(statistics)
            : null;

    public void Write(TextWriter writer, Frame frame)
    {
        writer.Write(
            $"<svg class=\"chart {frame.Name}\" role=\"img\" aria-label=\"{Unit} over time\" viewBox=\"0 0 "
                + $"{frame.Width} {frame.Height}\" width=\"{frame.Width}\" height=\"{frame.Height}\">\n"
        );
        var top = Values(writer, frame);
        Times(writer, frame);
        Steps(writer, frame, top);
        writer.Write("</svg>\n");
    }

    // Gridlines and their values; the value at the top of the frame.
    private double Values(TextWriter writer, Frame frame)
    {
        var step = NiceStep(_peak / 5);
        var lines = (int)Math.Ceiling(Math.Round(_peak / step, 6));
        for (var line = 0; line <= lines; line++)
        {
            var y = ReportText.Number(Floor(frame) - (Height(frame) * line / lines));
            writer.Write(
                $"<line class=\"{(line == 0 ? "axis" : "grid")}\" x1=\"{Left}\" x2=\"{frame.Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>"
            );
            writer.Write(
                $"<text class=\"value\" x=\"{Left - 8}\" y=\"{y}\" dy=\"0.32em\">{ReportText.Short(line * step)}</text>\n"
            );
        }

        return step * lines;
    }

    private void Times(TextWriter writer, Frame frame)
    {
        var step = Array.Find(TimeSteps, candidate => _total / candidate <= frame.MaxTimes);
        if (step <= 0)
        {
            step = _total / frame.MaxTimes;
        }

        for (var time = 0.0; time <= _total; time += step)
        {
            var x = ReportText.Number(X(frame, time));
            writer.Write(
                $"<line class=\"axis\" x1=\"{x}\" x2=\"{x}\" y1=\"{Floor(frame)}\" y2=\"{Floor(frame) + 4}\"/>"
            );
            writer.Write($"<text class=\"time\" x=\"{x}\" y=\"{Floor(frame) + 18}\">{TimeLabel(time, step)}</text>\n");
        }
    }

    private void Steps(TextWriter writer, Frame frame, double top)
    {
        var line = new StringBuilder();
        for (var index = 0; index < _rates.Length; index++)
        {
            var y = ReportText.Number(Floor(frame) - (Height(frame) * _rates[index] / top));
            line.Append(index == 0 ? "M" : "L")
                .Append(ReportText.Number(X(frame, index * _bucket)))
                .Append(' ')
                .Append(y)
                .Append('H')
                .Append(ReportText.Number(X(frame, EndOf(index))));
        }

        writer.Write(
            $"<path class=\"area\" d=\"{line}V{Floor(frame)}H{Left}Z\"/>\n<path class=\"line\" d=\"{line}\"/>\n"
        );

        // What a pointer shows, without a script.
        for (var index = 0; index < _rates.Length; index++)
        {
            var x = X(frame, index * _bucket);
            writer.Write(
                $"<rect class=\"hit\" x=\"{ReportText.Number(x)}\" y=\"{Top}\" "
                    + $"width=\"{ReportText.Number(X(frame, EndOf(index)) - x)}\" height=\"{Height(frame)}\">"
            );
            writer.Write(
                $"<title>{Span(index)}: {ReportText.Count(_statistics.Throughput[index])} answers, "
                    + $"{ReportText.Short(_rates[index])} {Unit.ToLowerInvariant()}</title></rect>\n"
            );
        }
    }

    private string Span(int index) =>
        $"{ReportText.Duration(TimeSpan.FromSeconds(index * _bucket))} to {ReportText.Duration(TimeSpan.FromSeconds(EndOf(index)))}";

    private double EndOf(int index) => Math.Min((index + 1) * _bucket, _total);

    private double X(Frame frame, double time) => Left + ((frame.Width - Left - Right) * time / _total);

    private static double Floor(Frame frame) => frame.Height - Bottom;

    private static double Height(Frame frame) => frame.Height - Bottom - Top;

    private static string TimeLabel(double time, double step) =>
        (time, step) switch
        {
            (0, _) => "0",
            (_, < 60) when time < 60 => $"{ReportText.Short(time)} s",
            _ => ReportText.Duration(TimeSpan.FromSeconds(time)),
        };

    // 1, 2 or 5 times a power of ten.
    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return (atLeast / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }

    /// <summary>Size of a drawing in pixels, and how many times its axis has room for.</summary>
    internal sealed record Frame(string Name, int Width, int Height, int MaxTimes);
}
