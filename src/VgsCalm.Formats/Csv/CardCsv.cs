using Sylvan.Data.Csv;
using VgsCalm.Bulk;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// Cards in a CSV file. The bridge to the CSV library: nothing of it is in a signature, so that the module can call this before the
/// assembly's load context exists.
/// <list type="bullet">
/// <item>The first line that is not blank names the columns, and tells the separator: comma, semicolon, tab or bar. Before it may stand
/// the <c>#TYPE</c> line of Windows PowerShell's Export-Csv, or Excel's <c>sep=;</c>.</item>
/// <item>A row is a record that has any text. Blank lines and records of separators only are none, and count nowhere, so that a row's
/// position is the same in every run.</item>
/// <item>A damaged row has a <see cref="CardRow.Problem"/> and costs no other row.</item>
/// <item>Cells come as they are, line ends within them as LF; an empty one is null.</item>
/// </list>
/// Memory is bounded by <see cref="CsvRecords.MaxRecord"/>, whatever the file holds. No error quotes a cell.
/// </summary>
internal static class CardCsv
{
    /// <summary>Reads the header at once, and the rows one by one as they are asked for.</summary>
    /// <param name="stream">UTF-8 or, with its byte order mark, UTF-16. It is not closed; nothing else is held open.</param>
    /// <param name="file">The file's path, for messages only.</param>
    /// <param name="columnMap">Our name of a field → the file's name of its column; for fields that are not in it, see
    /// <see cref="CardField"/>.</param>
    /// <returns>The rows, in order. They can be enumerated once.</returns>
    /// <exception cref="VgsApiException">CardInvalid: the file is empty, no text, or lacks a column that is needed, at
    /// once; or, while the
    /// rows are read, it cannot be read on. What is wrong with single rows is in <see cref="CardRow.Problem"/>.</exception>
    internal static IEnumerable<CardRow> Read(
        Stream stream,
        string file,
        IReadOnlyDictionary<string, string>? columnMap = null
    )
    {
        var source = new CardSource(file);
        var records = new CsvRecords(stream);
        var cells = new CsvCells(CsvDataReader.Create(records, OptionsFor(records)), records, source);
        return Rows(cells, CardColumns.Of(Header(cells, records, source), columnMap, source));
    }

    private static string[] Header(CsvCells cells, CsvRecords records, CardSource source)
    {
        if (records.Beginning.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
        {
            throw source.Fault(
                "is an Excel workbook or another archive, not CSV",
                "In Excel, save the sheet as 'CSV UTF-8'."
            );
        }

        if (!cells.Next())
        {
            throw source.Fault(
                "is empty",
                "Give it a first line that names the columns: Name, Number, ExpMonth, ExpYear."
            );
        }

        var header = cells.All();
        if (header.Any(name => name.IndexOf('\0') >= 0))
        {
            throw source.Fault(
                "is no text, or text that is neither UTF-8 nor UTF-16 with a byte order mark",
                "Save it as UTF-8."
            );
        }

        return cells.Problem is { } problem
            ? throw source.Fault(
                $"has a first line that cannot be read: {problem}",
                "Correct the line that names the columns."
            )
            : header;
    }

    private static IEnumerable<CardRow> Rows(CsvCells cells, CardColumns columns)
    {
        while (cells.Next())
        {
            yield return columns.Row(cells);
        }
    }

    private static CsvDataReaderOptions OptionsFor(CsvRecords records) =>
        new()
        {
            HasHeaders = false,
            Delimiter = records.Delimiter,
            CsvStyle = CsvStyle.Standard,
            OwnsReader = false,
            MaxBufferSize = 2 * CsvRecords.MaxRecord,

            // A line that begins with # is a row like any other. The library always has some sign for comments; no CR reaches it.
            Comment = '\r',
        };
}
