namespace VgsCalm.Bulk;

/// <summary>A number of rows in a sentence.</summary>
internal static class RowCount
{
    /// <returns>"1 row", "2 rows".</returns>
    public static string ToText(long count) => count == 1 ? "1 row" : $"{count} rows";
}
