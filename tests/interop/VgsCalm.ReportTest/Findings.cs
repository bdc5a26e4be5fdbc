using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace VgsCalm.ReportTest;

/// <summary>Holds the page, as the browser understood it, against what the command said.</summary>
internal static class Findings
{
    public static IEnumerable<Finding> Collect(RehearsedImport import, string page)
    {
        foreach (var (outcome, count) in import.Counts)
        {
            var shown = Text(page, $"<b data-outcome=\"{outcome}\">([^<]*)</b>");
            yield return new Finding($"the page shows {count} {outcome}", shown == Number(count), $"it shows {shown}");
        }

        yield return new Finding(
            "every outcome of an import is among them",
            import.Counts.Values.All(count => count > 0),
            string.Join(", ", import.Counts)
        );
        var total = $"<b>{Number(import.Counts["enrolled"])}</b> of <b>{Number(import.Total)}</b> cards are enrolled.";
        yield return new Finding(
            "the first sentence has enrolled and total",
            page.Contains(total, StringComparison.Ordinal),
            total
        );

        // Cards that VGS refused are sent again by the next run, and get a second answer.
        const int SentTwice = RehearsedImport.OfOtherBrand;
        yield return Shown(page, "cards sent in the last run", "sent", Number(RehearsedImport.LaterRows + SentTwice));
        yield return Shown(page, "token requests of the last run", "tokens", Number(import.TokenRequests));
        yield return Shown(page, "the source, whatever its name", "source", RehearsedImport.HostileFile);
        yield return Row(page, "card-brand-not-supported", RehearsedImport.OfOtherBrand);
        yield return Row(page, "Name", RehearsedImport.WithoutName);
        yield return Row(page, "OutcomeUnknown", (int)import.Counts["unknown"]);

        var chart = Regex.Match(page, "<svg class=\"chart wide\".*?</svg>", RegexOptions.Singleline).Value;
        var answers = Regex
            .Matches(chart, "([0-9,]+) answers")
            .Sum(match => int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        var expected = import.Total + SentTwice - RehearsedImport.WithoutName - import.Counts["unknown"];
        yield return new Finding(
            $"the chart has the {expected} answers that VGS gave",
            answers == expected,
            $"it has {answers}"
        );
        yield return new Finding(
            "the page is whole, and nothing of it came from its texts",
            page.Contains("There is no card number on this page.", StringComparison.Ordinal)
                && !Regex.IsMatch(page, "<(?:script|img|iframe|b>of June)", RegexOptions.IgnoreCase),
            "the last line is missing, or there is an element that the page does not have"
        );
        yield return new Finding(
            "no card number is on the page",
            !import.Numbers.Any(number => page.Contains(number, StringComparison.Ordinal)),
            "one is"
        );
    }

    public static Finding OfPicture(string picture) =>
        new(
            $"a picture was taken: {Path.GetFileName(picture)}",
            new FileInfo(picture) is { Exists: true, Length: > 20_000 },
            $"{picture} is missing, or too small for a page that shows something"
        );

    private static Finding Shown(string page, string what, string id, string expected)
    {
        var shown = Text(page, $"<dd id=\"{id}\">(.*?)</dd>");
        return new Finding($"the page shows {what}: {expected}", shown == expected, $"it shows {shown}");
    }

    private static Finding Row(string page, string code, int count)
    {
        var shown = Text(
            page,
            $"<code><bdi>{code}</bdi></code></td><td class=\"reason\"><bdi>[^<]+</bdi></td><td class=\"number\">([^<]*)</td>"
        );
        return new Finding($"the reasons have {count} of {code}", shown == Number(count), $"they have {shown}");
    }

    private static string Text(string page, string pattern) =>
        WebUtility.HtmlDecode(
            Regex.Replace(Regex.Match(page, pattern, RegexOptions.Singleline).Groups[1].Value, "</?bdi>", "")
        );

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
