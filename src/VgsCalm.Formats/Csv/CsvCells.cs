using VgsCalm.Bulk;

namespace VgsCalm.Formats.Csv;

/// <summary>The rows of a card file, one after the other, each with what is wrong with it in words.</summary>
internal sealed class CsvCells(CsvReader reader, CardSource source)
{
    private static readonly char[] Unsound = [CsvCharacters.Unreadable, '\0'];

    private long _row = -1;

    /// <summary>What is wrong with the row, as far as it has been looked at; null where nothing is.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Whether what is wrong is that bytes of it mean nothing in the file's encoding.</summary>
    internal bool IsUndecodable { get; private set; }

    internal int Count => reader.Count;

    /// <summary>How many values the row has, without those at its end that are empty and too many.</summary>
    internal int CountWithoutEmptyEnd(int columns)
    {
        var count = reader.Count;
        while (count > columns && reader.IsBlank(count - 1))
        {
            count--;
        }

        return count;
    }

    /// <summary>Goes on to the next row; false at the end.</summary>
    internal bool Next()
    {
        _row++;
        IsUndecodable = false;
        if (!reader.Read())
        {
            return false;
        }

        Problem = Describe(reader.Problem);
        return true;
    }

    /// <summary>The text of a cell; null where it is empty, absent, or no text. The last one is a problem of the row.</summary>
    internal string? Text(int ordinal)
    {
        if (ordinal >= Count)
        {
            return null;
        }

        var text = reader.Text(ordinal);
        if (text.Length == 0)
        {
            return null;
        }

        var unsound = text.IndexOfAny(Unsound);
        if (unsound < 0)
        {
            return text;
        }

        IsUndecodable |= text[unsound] != '\0';
        Problem ??= IsUndecodable ? NotEncoded : "has a NUL character; the file is damaged or is no text";
        return null;
    }

    /// <summary>The names of a header, with U+FFFD for what cannot be read.</summary>
    internal string[] ReadNames() =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(ordinal => reader.Text(ordinal).Replace(CsvCharacters.Unreadable, '\uFFFD')),
        ];

    private string NotEncoded => $"has characters that are not {reader.EncodingName}; save the file as UTF-8";

    private string? Describe(CsvProblem problem) =>
        problem switch
        {
            CsvProblem.None => null,
            CsvProblem.OpenQuote => "has a quotation mark that is never closed",
            CsvProblem.StrayQuote => "has text beside a quoted value; a quotation mark within one has to be doubled",
            CsvProblem.TooLong => $"is longer than {CsvReader.MaxRecord} characters",
            CsvProblem.Endless => throw Unreadable($"its line is longer than {CsvReader.MaxLine} characters"),
            _ => throw Unreadable("from here on too many quotation marks are not closed"),
        };

    private VgsApiException Unreadable(string why) =>
        _row == 0
            ? source.Fault($"is no CSV: {why}", "Save it as CSV, in UTF-8.")
            : source.Fault(
                $"cannot be read from row {_row} on: {why}",
                "Correct the row and start again; the rows before it are as they were reported."
            );
}
