using System.Text;
using VgsCalm.Bulk;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// Cards in a CSV file.
/// <list type="bullet">
/// <item>The first line that is not blank names the columns, and tells the separator: comma, semicolon, tab or bar. Before it may stand
/// the <c>#TYPE</c> line of Windows PowerShell's Export-Csv, or Excel's <c>sep=;</c>.</item>
/// <item>A row is a record that has any text. Blank lines and records of separators only are none, and count nowhere, so that a row's
/// position is the same in every run.</item>
/// <item>A damaged row has a <see cref="CardRow.Problem"/> and costs no other row.</item>
/// <item>Cells come as they are, line ends within them as LF; an empty one is null.</item>
/// </list>
/// Memory is bounded by <see cref="CsvReader.MaxRecord"/>, whatever the file holds. No error quotes a cell.
/// </summary>
internal static class CardCsv
{
    /// <summary>Reads the header at once, and the rows one by one as they are asked for.</summary>
    /// <param name="stream">UTF-8 or, with its byte order mark, UTF-16. It is not closed; nothing else is held open.</param>
    /// <param name="file">The file's path, for messages only.</param>
    /// <param name="columnMap">Our name of a field → the file's name of its column; for fields that are not in it, see
    /// <see cref="CardField"/>.</param>
    /// <param name="encoding">The file's encoding where it has no byte order mark; null: UTF-8.</param>
    /// <param name="onUtf8">Told the file and the encoding's name after the last row, where the encoding has one byte a character and the
    /// file is UTF-8 in truth.</param>
    /// <returns>The rows, in order. They can be enumerated once.</returns>
    /// <exception cref="VgsApiException">CardInvalid: the file is empty, no text, or lacks a column that is needed, at once; or,
    /// while the rows are read, it cannot be read on. What is wrong with single rows is in <see cref="CardRow.Problem"/>.</exception>
    internal static IEnumerable<CardRow> Read(
        Stream stream,
        string file,
        IReadOnlyDictionary<string, string>? columnMap = null,
        Encoding? encoding = null,
        Action<string, string>? onUtf8 = null
    )
    {
        var source = CardSource.File(file);
        var reader = new CsvReader(stream, encoding);
        var cells = new CsvCells(reader, source);
        var map = CardRowMap.ForFile(ReadHeader(cells, reader, source), columnMap, source);
        return ReadRows(
            cells,
            map,
            () =>
            {
                if (reader.IsUtf8InTruth)
                {
                    onUtf8?.Invoke(file, reader.EncodingName);
                }
            }
        );
    }

    private static string[] ReadHeader(CsvCells cells, CsvReader reader, CardSource source)
    {
        RefuseOtherKind(reader.Beginning, source);
        if (!cells.Next())
        {
            throw source.Fault(
                "is empty",
                "Give it a first line that names the columns: Name, Number, ExpMonth, ExpYear."
            );
        }

        var header = cells.ReadNames();
        RefuseOtherKind(header.FirstOrDefault() ?? "", source);
        if (header.Any(name => name.IndexOf('\0') >= 0))
        {
            throw source.Fault(
                "is no text, or text that is neither UTF-8 nor UTF-16 with a byte order mark",
                "Save it as UTF-8."
            );
        }

        return cells.Problem is { } problem
            ? throw source.Fault(
                $"has a first line that cannot be read: it {problem}",
                "Correct the line that names the columns."
            )
            : header;
    }

    // Looked for at the beginning of the file, and again where the first line that is not blank begins.
    private static void RefuseOtherKind(string text, CardSource source)
    {
        if (text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
        {
            throw source.Fault(
                "is an Excel workbook or another archive, not CSV",
                "In Excel, save the sheet as 'CSV UTF-8'."
            );
        }

        if (text.TrimStart() is ['{' or '[' or '<', ..])
        {
            throw source.Fault(
                text.TrimStart()[0] == '<' ? "is HTML or XML, not CSV" : "is JSON, not CSV",
                "Save the cards as CSV, in UTF-8; objects of a script can be piped."
            );
        }
    }

    private static IEnumerable<CardRow> ReadRows(CsvCells cells, CardRowMap map, Action onEnd)
    {
        Func<int, string?> text = cells.Text;
        while (cells.Next())
        {
            yield return ReadRow(cells, map, text);
        }

        onEnd();
    }

    private static CardRow ReadRow(CsvCells cells, CardRowMap map, Func<int, string?> text)
    {
        // Which of the values is the one too many cannot be known, so none of them is used.
        // One that is empty and last says nothing: spreadsheets end rows with separators.
        if (cells.CountWithoutEmptyEnd(map.ColumnCount) > map.ColumnCount)
        {
            return new CardRow
            {
                Problem =
                    $"has {cells.Count} values for {map.ColumnCount} columns; a value that contains a "
                    + $"separator has to be in quotation marks",
            };
        }

        var row = map.Read(text);

        // A damaged row has no cells. Of others, only reading them shows whether they are text.
        return cells.Problem is { } problem ? row with { Problem = problem, IsUndecodable = cells.IsUndecodable } : row;
    }
}
