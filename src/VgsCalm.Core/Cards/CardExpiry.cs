using System.Globalization;

namespace VgsCalm.Cards;

/// <summary>
/// An expiry in one value, as files have it: <c>MMYY</c>, <c>MM/YY</c>, <c>MM/YYYY</c>, <c>YYYY-MM</c>, an ISO date. A date whose order
/// of day and month cannot be told is none.
/// </summary>
internal static class CardExpiry
{
    private static readonly char[] Separators = ['/', '-', '.', ' '];

    /// <summary>Month and year as text; false where the value is no expiry.</summary>
    public static bool TryParse(string? value, out string month, out string year)
    {
        (month, year) = ("", "");
        var text = value?.Trim() ?? "";
        var time = text.IndexOfAny(['T', ' ']);
        if (time >= 8 && text.IndexOf(':') > time)
        {
            text = text.Substring(0, time);
        }

        var parts = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !parts.All(part => part.All(c => c is >= '0' and <= '9')))
        {
            return false;
        }

        (string Month, string Year)? found = parts switch
        {
            [{ Length: 3 } digits] => (digits.Substring(0, 1), digits.Substring(1)),
            [{ Length: 4 } digits] => (digits.Substring(0, 2), digits.Substring(2)),
            [{ Length: 6 } digits] => IsMonth(digits.Substring(0, 2)) && IsYear(digits.Substring(2))
                ? (digits.Substring(0, 2), digits.Substring(2))
                : (digits.Substring(4), digits.Substring(0, 4)),
            [{ Length: 8 } digits] => (digits.Substring(4, 2), digits.Substring(0, 4)),
            [{ Length: 4 } first, { Length: <= 2 } second] => (second, first),
            [{ Length: <= 2 } first, { Length: 2 or 4 } second] => (first, second),
            [{ Length: 4 } first, { Length: <= 2 } second, { Length: <= 2 }] => (second, first),
            [{ Length: <= 2 } first, { Length: <= 2 } second, { Length: 2 or 4 } third] => MonthOf(first, second)
                is { } name
                ? (name, third)
                : null,
            _ => null,
        };
        if (found is not { } expiry || !IsMonth(expiry.Month) || (expiry.Year.Length == 4 && !IsYear(expiry.Year)))
        {
            return false;
        }

        (month, year) = expiry;
        return true;
    }

    // Day and month, in either order, where only one of them can be the month.
    private static string? MonthOf(string first, string second) =>
        (IsMonth(first), IsMonth(second)) switch
        {
            (true, false) => first,
            (false, true) => second,
            (true, true) when Number(first) == Number(second) => first,
            _ => null,
        };

    private static bool IsMonth(string text) => Number(text) is >= 1 and <= 12;

    private static bool IsYear(string text) => Number(text) is >= 2000 and <= 2099;

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
