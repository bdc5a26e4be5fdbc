namespace VgsCalm.Formats.Csv;

/// <summary>What stands before the header, and what the header tells of the file.</summary>
internal static class CsvPreamble
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Drops blank lines, the type line of Windows PowerShell's Export-Csv, and Excel's <c>sep=;</c>.</summary>
    /// <returns>The delimiter: what Excel's line says, or the one that the header has most of.</returns>
    internal static char Drop(CsvText text)
    {
        var delimiter = '\0';
        for (var line = text.FirstLine(); IsPreamble(line, ref delimiter) && text.Has(0); line = text.FirstLine())
        {
            text.Drop(line.Length + 1);
        }

        return delimiter == '\0' ? Detect(text) : delimiter;
    }

    private static bool IsPreamble(string line, ref char delimiter)
    {
        if (
            line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("\"sep=", StringComparison.OrdinalIgnoreCase)
        )
        {
            // Saved as a row of the sheet it has a separator for each further column, and quotation marks where it needs them.
            var rest = line.Replace("\"", "").Substring(4);
            if (rest.Length > 0 && Array.IndexOf(Delimiters, rest[0]) >= 0 && rest.Trim(rest[0]).Length == 0)
            {
                delimiter = rest[0];
                return true;
            }
        }

        return string.IsNullOrWhiteSpace(line) || line.StartsWith("#TYPE ", StringComparison.Ordinal);
    }

    private static char Detect(CsvText text)
    {
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        for (var offset = 0; offset < CsvReader.MaxRecord && text.Has(offset); offset++)
        {
            var character = text[offset];
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && character == '\n')
            {
                break;
            }
            else if (!isQuoted && Array.IndexOf(Delimiters, character) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
