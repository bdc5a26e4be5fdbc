namespace VgsCalm.Formats.Csv;

/// <summary>Writes a table as CSV: RFC 4180 quoting, comma, LF after every line.</summary>
/// <remarks>
/// A cell that begins with <c>= + - @</c>, their full-width forms, a tab or a line end gets an apostrophe in front: a spreadsheet would
/// take it for a formula, and run it. A program that reads the file finds the apostrophe there. Source: OWASP, CSV Injection.
/// </remarks>
internal static class CsvTable
{
    private static readonly char[] QuotedSigns = [',', '"', '\r', '\n'];

    /// <summary>Writes the header and the rows, as they come.</summary>
    /// <param name="writer">Where the text goes. It is neither flushed nor closed.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">Cells in the order of the header. A null is written as an empty cell, and a short row is filled
    /// up with them.</param>
    /// <exception cref="ArgumentException">A row has more cells than the header.</exception>
    internal static void Write(
        TextWriter writer,
        IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<string?>> rows
    )
    {
        WriteRow(writer, header, header.Count);
        foreach (var row in rows)
        {
            if (row.Count > header.Count)
            {
                throw new ArgumentException($"A row has {row.Count} cells for {header.Count} columns.", nameof(rows));
            }

            WriteRow(writer, row, header.Count);
        }
    }

    /// <summary>The cell as it is written, before quoting.</summary>
    internal static string Neutralise(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\t' or '\r' or '\n', ..]
            ? "'" + cell
            : cell;

    private static void WriteRow(TextWriter writer, IReadOnlyList<string?> cells, int count)
    {
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            if (ordinal > 0)
            {
                writer.Write(',');
            }

            writer.Write(Quote(Neutralise((ordinal < cells.Count ? cells[ordinal] : null) ?? "")));
        }

        writer.Write('\n');
    }

    private static string Quote(string cell) =>
        cell.IndexOfAny(QuotedSigns) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"") + "\"";
}
