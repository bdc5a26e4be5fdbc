using System.Text;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.Demo;

/// <summary>
/// A CSV file in VGS's column layout, read apart from the script: before anything starts, so that a file that cannot be used
/// starts nothing, and again as the measure of what the script makes of it.
/// </summary>
internal sealed class CardFile
{
    private static readonly string[] Columns = ["Name", "CardNumber", "ExpirationMonth", "ExpirationYear"];

    private CardFile(string path, IReadOnlyList<CardRow> rows)
    {
        Path = path;
        Rows = rows;
    }

    public string Path { get; }

    public IReadOnlyList<CardRow> Rows { get; }

    /// <exception cref="FormatException">The file cannot be used; the message says in one line why.</exception>
    public static CardFile Read(string given)
    {
        var path = given;
        try
        {
            path = System.IO.Path.GetFullPath(given);
            return Parse(path, File.ReadAllLines(path));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"'{given}' is no path of a file.", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"There is no file {path}.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new FormatException(
                Directory.Exists(path)
                    ? $"{path} is a directory, not a CSV file."
                    : $"The file {path} may not be read.",
                error
            );
        }
        catch (IOException error)
        {
            throw new FormatException($"The file {path} cannot be read: {error.Message}", error);
        }
    }

    private static CardFile Parse(string path, string[] lines)
    {
        string[]? header = null;
        var rows = new List<CardRow>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                continue;
            }

            var fields =
                Fields(lines[at])
                ?? throw new FormatException($"{path}, line {at + 1}: a quotation mark is out of place.");
            if (header is null)
            {
                header = Header(path, fields);
            }
            else
            {
                rows.Add(Row(header, fields));
            }
        }

        if (header is null)
        {
            throw new FormatException($"The file {path} is empty.");
        }

        return rows.Count > 0
            ? new CardFile(path, rows)
            : throw new FormatException($"The file {path} has a header and no cards.");
    }

    private static string[] Header(string path, List<string> fields)
    {
        var header = fields.Select(field => field.Trim()).ToArray();
        var missing = Columns.Except(header, StringComparer.OrdinalIgnoreCase).ToArray();
        if (missing.Length == 0)
        {
            return header;
        }

        throw new FormatException(
            $"The file {path} has no column {string.Join(", ", missing)}; it must have {string.Join(",", Columns)}."
        );
    }

    private static CardRow Row(string[] header, List<string> fields)
    {
        string Field(string column)
        {
            var at = Array.FindLastIndex(header, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            return at < fields.Count ? fields[at].Trim() : "";
        }

        return new CardRow(Field(Columns[0]), Field(Columns[1]), Field(Columns[2]), Field(Columns[3]));
    }

    /// <summary>The fields of one line (RFC 4180, without line breaks in fields); null where its quotation marks make no sense.</summary>
    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        for (var at = 0; ; at++)
        {
            field.Clear();
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at >= line.Length)
                    {
                        return null;
                    }

                    if (line[at] == '"' && (++at >= line.Length || line[at] != '"'))
                    {
                        break;
                    }

                    field.Append(line[at]);
                }
            }
            else
            {
                for (; at < line.Length && line[at] is not (',' or '"'); at++)
                {
                    field.Append(line[at]);
                }
            }

            fields.Add(field.ToString());
            if (at >= line.Length)
            {
                return fields;
            }

            if (line[at] != ',')
            {
                return null;
            }
        }
    }
}
