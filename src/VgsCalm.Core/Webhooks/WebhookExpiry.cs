using System.Globalization;
using System.Text.RegularExpressions;

namespace VgsCalm.Webhooks;

/// <summary>
/// Months of expiry as VGS writes them: <c>1224</c> (CMP), <c>12/24</c>, <c>12/2024</c>, <c>2024-12</c>, or month and year apart.
/// </summary>
internal static class WebhookExpiry
{
    private static readonly Regex MonthFirst = new(
        "^(?<month>[0-9]{1,2})[/-](?<year>[0-9]{2}|[0-9]{4})\\z|^(?<month>[0-9]{2})(?<year>[0-9]{2}|[0-9]{4})\\z",
        RegexOptions.CultureInvariant
    );

    private static readonly Regex YearFirst = new(
        "^(?<year>[0-9]{4})[/-](?<month>[0-9]{1,2})(?:[/-][0-9]{1,2}(?:T.*)?)?\\z",
        RegexOptions.CultureInvariant
    );

    /// <summary>The month as <c>YYYY-MM</c>; as it came, where its form is another; null where there is none.</summary>
    public static string? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var plain = text.Trim();
        foreach (var form in new[] { MonthFirst, YearFirst })
        {
            if (
                form.Match(plain) is { Success: true } found
                && Read(found.Groups["month"].Value, found.Groups["year"].Value) is { } month
            )
            {
                return month;
            }
        }

        return WebhookText.Redact(text);
    }

    /// <summary>The month as <c>YYYY-MM</c>; null where either part is missing or none.</summary>
    public static string? Read(string? month, string? year)
    {
        if (!IsNumber(month, out var m) || !IsNumber(year, out var y) || m is < 1 or > 12)
        {
            return null;
        }

        return year!.Trim().Length switch
        {
            1 or 2 => $"{2000 + y}-{m:00}",
            4 => $"{y:0000}-{m:00}",
            _ => null,
        };
    }

    private static bool IsNumber(string? text, out int number) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
