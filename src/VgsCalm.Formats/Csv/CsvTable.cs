using Sylvan.Data.Csv;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// Writes a table as CSV (RFC 4180 quoting, comma, LF after every line). The bridge to the CSV library, as <see cref="CardCsv"/>.
/// </summary>
/// <remarks>
/// A cell that begins with <c>= + - @</c>, their full-width forms, a tab or a line end gets an apostrophe in front: a spreadsheet would
/// take it for a formula, and run it. Whoever reads the file with a program finds the apostrophe there. Source: OWASP, CSV Injection.
/// </remarks>
internal static class CsvTable
{
    // The library's limit for one record; its buffer starts small and grows as far as a record needs.
    private const int MaxRecord = 64 * 1024 * 1024;

    /// <summary>Writes the header and the rows, as they come.</summary>
    /// <param name="writer">Where the text goes, in portions. It is neither flushed nor closed.</param>
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
        using var table = new CsvTableReader(header, rows);

        // It would close the writer, and has nothing else to dispose of.
#pragma warning disable CA2000
        CsvDataWriter
            .Create(writer, new CsvDataWriterOptions { NewLine = "\n", MaxBufferSize = MaxRecord })
            .Write(table);
#pragma warning restore CA2000
    }

    /// <summary>The cell as it is written.</summary>
    internal static string Neutral(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\t' or '\r' or '\n', ..]
            ? "'" + cell
            : cell;
}
