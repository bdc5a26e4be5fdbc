using VgsCalm.Json;

namespace VgsCalm.Bulk;

/// <summary>The names of the columns of an input: how one is found, and what errors may show of them.</summary>
internal sealed class ColumnNames(IReadOnlyList<string> names)
{
    private const int MaxShown = 30;
    private const int MaxShownLength = 40;

    public int Count => names.Count;

    public string this[int ordinal] => names[ordinal];

    /// <summary>
    /// The columns of a name, in any letter case and with any separators; those of that very name alone, if there are
    /// any.
    /// </summary>
    public int[] Find(string name)
    {
        var wanted = name.Trim();
        if (wanted.Length == 0)
        {
            return [];
        }

        var exact = Where(column => column.Trim().Equals(wanted, StringComparison.Ordinal));
        return exact.Length > 0 ? exact : Where(column => CardField.Normalise(column) == CardField.Normalise(wanted));
    }

    /// <summary>Whether a card stands where the names of columns should.</summary>
    public bool LookLikeData => names.Any(IsData);

    /// <summary>
    /// Whether letters of one byte were read as letters of two, as by <c>-Encoding unicode</c>: the text that comes of it has all digits
    /// of the first card in it, and is not shown.
    /// </summary>
    public bool AreOfOtherEncoding => names.Any(IsOfOtherEncoding);

    /// <summary>All names, for an error. An input without a header has a card in their place, which is not shown.</summary>
    public string Describe() =>
        AreOfOtherEncoding ? "It is not in the encoding that it was read in: its first line has no text"
        : LookLikeData ? "It has no header: its first line looks like a card, not like the names of columns"
        : "Its columns are "
            + string.Join(", ", names.Where(name => name.Trim().Length > 0).Take(MaxShown).Select(Shown))
            + (names.Count > MaxShown ? ", …" : "");

    /// <summary>
    /// Whether the first line is that of a record file, such as account updaters exchange: <c>H,…</c> before <c>D,…</c>, or
    /// <c>FH,…</c>, <c>BH,…</c>.
    /// </summary>
    public bool LookLikeRecords() =>
        names.Count > 1 && names[0].Trim() is ("H" or "D" or "F" or "L" or "FH" or "BH" or "HDR");

    /// <summary>Whether they are those of what an import writes: a result or a reject file, which has no card numbers.</summary>
    public bool AreOfOutput() => names.Take(3).SequenceEqual(["Row", "Reference", "Outcome"], StringComparer.Ordinal);

    /// <summary>One name, for an error.</summary>
    public static string Shown(string name)
    {
        if (IsData(name))
        {
            return "(unreadable)";
        }

        var text = new string([.. name.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > MaxShownLength ? text.Substring(0, MaxShownLength) + "…" : text;
    }

    private static bool IsOfOtherEncoding(string name)
    {
        // Names in Chinese or Japanese have such letters here and there, and none that is half a comma.
        var pairs = name.Where(c => c > 0xFF && IsPlain(c >> 8) && IsPlain(c & 0xFF)).ToArray();
        return pairs.Length >= 8
            && pairs.Length * 4 >= name.Length * 3
            && pairs.Any(c => IsSeparator(c >> 8) || IsSeparator(c & 0xFF));
    }

    private static bool IsPlain(int half) => half is 0 or '\t' or '\r' or '\n' or (>= ' ' and <= '~');

    private static bool IsSeparator(int half) => half is ',' or ';' or '\t';

    private static bool IsData(string name) =>
        IsOfOtherEncoding(name)
        || name.Count(char.IsDigit) > 2
        || (name.Trim() is { Length: > 0 } text && text.All(char.IsDigit));

    private int[] Where(Func<string, bool> isWanted) =>
        [.. Enumerable.Range(0, names.Count).Where(ordinal => isWanted(names[ordinal]))];
}
