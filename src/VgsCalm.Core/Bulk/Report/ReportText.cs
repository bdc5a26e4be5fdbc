using System.Globalization;
using System.Net;

namespace VgsCalm.Bulk.Report;

/// <summary>Texts and numbers as the report shows them, in English whatever the machine's culture.</summary>
internal static class ReportText
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>
    /// Text that came from elsewhere, for HTML. Characters that control a terminal or turn the direction of writing, so that a name
    /// reads as another, show as U+FFFD.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters of it are shown.</param>
    public static string Escape(string text, int longest = 160)
    {
        var shown = text.Length <= longest ? text : text.Substring(0, longest) + "…";
        return WebUtility.HtmlEncode(new string([.. shown.Select(c => IsHidden(c) ? '\uFFFD' : c)]));
    }

    // The bidirectional controls: Unicode Standard Annex #9, §2.
    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n'))
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The last part of a path of any system.</summary>
    public static string FileName(string path)
    {
        var name = path.TrimEnd('/', '\\');
        return name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
    }

    public static string Count(long count) => count.ToString("N0", English);

    public static string Plain(long count) => count.ToString(English);

    public static string Cards(long count) => count == 1 ? "1 card" : $"{Count(count)} cards";

    /// <summary>A coordinate.</summary>
    public static string Number(double value) => value.ToString("0.##", English);

    /// <summary>A number to read: three digits are enough.</summary>
    public static string Short(double value) =>
        value switch
        {
            >= 100 => value.ToString("N0", English),
            >= 10 => value.ToString("0.#", English),
            _ => value.ToString("0.##", English),
        };

    /// <summary>A percentage that says neither 0 nor 100 where it is not.</summary>
    public static string Share(long count, long total)
    {
        if (total == 0 || count == 0)
        {
            return "0 %";
        }

        if (count == total)
        {
            return "100 %";
        }

        var percent = 100.0 * count / total;
        return percent switch
        {
            < 0.1 => "< 0.1 %",
            > 99.9 => "> 99.9 %",
            _ => percent.ToString("0.0", English) + " %",
        };
    }

    public static string Moment(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var machine = utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", English);
        return $"<time datetime=\"{machine}\">{utc.ToString("yyyy-MM-dd HH:mm:ss", English)} UTC</time>";
    }

    /// <summary>The two largest units: <c>2 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
        {
            return $"{Math.Max(0, Math.Round(time.TotalMilliseconds)).ToString(English)} ms";
        }

        if (time < TimeSpan.FromSeconds(10))
        {
            return $"{time.TotalSeconds.ToString("0.0", English)} s";
        }

        var whole = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        return whole switch
        {
            { Days: > 0 } => Two(whole.Days, "d", whole.Hours, "h"),
            { Hours: > 0 } => Two(whole.Hours, "h", whole.Minutes, "min"),
            { Minutes: > 0 } => Two(whole.Minutes, "min", whole.Seconds, "s"),
            _ => $"{whole.Seconds} s",
        };
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{Count(large)} {largeUnit}" : $"{Count(large)} {largeUnit} {small} {smallUnit}";
}
