using System.Text;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// Reads CSV (RFC 4180) record by record, so that a damaged record costs no other.
/// <list type="bullet">
/// <item>Where a record's quotation marks make no sense, its first line alone is given up, and the next line begins a record.</item>
/// <item>Records without any text (blank lines, <c>,,,</c>) are left out. They are no rows, wherever they stand.</item>
/// </list>
/// What comes out depends on the text alone, never on how the stream portions it: a row has the same position in every run.
/// </summary>
internal sealed class CsvReader
{
    /// <summary>Longest record, in characters; a real one has some hundreds.</summary>
    internal const int MaxRecord = 64 * 1024;

    /// <summary>Longest line that is passed over, in characters. After that it counts as endless.</summary>
    internal const int MaxLine = 4 * 1024 * 1024;

    // Ctrl+Z, which ends a file of DOS. Windows' copy writes it after the files that it puts together, and some exports do.
    private const char EndOfFile = '\u001a';

    // Characters that may be looked at twice: a fixed number, and a multiple of those that were read.
    private const long FreeRepeats = 64 * 1024 * 1024;
    private const long RepeatsPerCharacter = 16;

    private readonly CsvText _text;
    private readonly List<Field> _fields = [];
    private int _length;
    private long _repeated;

    // A run of ends of file and of lines, in positions of the file: each of them is looked at once, however many there are.
    private long _endsFrom;
    private long _endsUntil;

    internal CsvReader(Stream stream, Encoding? encoding = null)
    {
        _text = new CsvText(new CsvCharacters(stream, encoding));
        var first = _text.FirstLine();
        Beginning = first.Length > 16 ? first.Substring(0, 16) : first;
        Delimiter = CsvPreamble.Drop(_text);
    }

    private enum Place
    {
        FieldStart,
        Padding,
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    internal char Delimiter { get; }

    internal string EncodingName => _text.EncodingName;

    /// <inheritdoc cref="CsvCharacters.IsUtf8InTruth"/>
    internal bool IsUtf8InTruth => _text.IsUtf8InTruth;

    /// <summary>The first characters of the text, for a guess at what kind of file it is.</summary>
    internal string Beginning { get; }

    /// <summary>What is wrong with the record; it has no fields then.</summary>
    internal CsvProblem Problem { get; private set; }

    /// <summary>How many fields the record has.</summary>
    internal int Count => _fields.Count;

    /// <summary>Goes on to the next record; false at the end.</summary>
    internal bool Read()
    {
        _text.Drop(_length);
        _length = 0;
        while (_text.Has(0))
        {
            _fields.Clear();
            Problem = Parse(out var length, out var isBlank);
            if (Problem != CsvProblem.None)
            {
                _fields.Clear();
                PassDamage(length);
                return true;
            }

            if (!isBlank)
            {
                _length = length;
                return true;
            }

            _text.Drop(length);
        }

        return false;
    }

    /// <summary>The text of a field, without the quotation marks around it.</summary>
    internal string Text(int ordinal)
    {
        var field = _fields[ordinal];
        var text = _text.Span(field.Start, field.Length).ToString();
        return field.HasDoubledQuotes ? text.Replace("\"\"", "\"") : text;
    }

    /// <summary>Whether a field has nothing in it, or blanks only.</summary>
    internal bool IsBlank(int ordinal) => _text.Span(_fields[ordinal].Start, _fields[ordinal].Length).IsWhiteSpace();

    // The length counts the line end, which the last record of a file may lack.
    private CsvProblem Parse(out int length, out bool isBlank)
    {
        var place = Place.FieldStart;
        var (start, hasDoubledQuotes) = (0, false);
        isBlank = true;
        for (length = 0; ; length++)
        {
            if (length == MaxRecord || !_text.Has(length))
            {
                if (place == Place.Quoted)
                {
                    return CsvProblem.OpenQuote;
                }

                if (length == MaxRecord)
                {
                    return CsvProblem.TooLong;
                }

                EndField(place, start, length, hasDoubledQuotes);
                return CsvProblem.None;
            }

            var character = _text[length];
            if (character == EndOfFile && place != Place.Quoted && HasOnlyEndsFrom(length, out var end))
            {
                EndField(place, start, length, hasDoubledQuotes);
                length = end;
                return CsvProblem.None;
            }

            if (isBlank && character != Delimiter && character is not (' ' or '\t' or '"' or '\n'))
            {
                isBlank = false;
            }

            if (place == Place.Quoted)
            {
                place = character == '"' ? Place.QuoteInQuoted : Place.Quoted;
            }
            else if (character == '\n' || character == Delimiter)
            {
                EndField(place, start, length, hasDoubledQuotes);
                if (character == '\n')
                {
                    length++;
                    return CsvProblem.None;
                }

                (place, start, hasDoubledQuotes) = (Place.FieldStart, length + 1, false);
            }
            else if (place == Place.QuoteInQuoted)
            {
                if (character != '"')
                {
                    return CsvProblem.StrayQuote;
                }

                (place, hasDoubledQuotes) = (Place.Quoted, true);
            }
            else if (place != Place.Unquoted)
            {
                if (character == '"' && place == Place.Padding)
                {
                    return CsvProblem.StrayQuote;
                }

                place = character switch
                {
                    '"' => Place.Quoted,
                    ' ' => Place.Padding,
                    _ => Place.Unquoted,
                };
            }
        }
    }

    // Anywhere else the same character stands for one that an older program could not write.
    private bool HasOnlyEndsFrom(int offset, out int end)
    {
        var position = _text.Dropped + offset;
        if (position < _endsFrom || position >= _endsUntil)
        {
            (_endsFrom, _endsUntil) = (position, position);
        }

        end = (int)(_endsUntil - _text.Dropped);
        while (end < MaxRecord && _text.Has(end) && _text[end] is EndOfFile or '\n')
        {
            end++;
        }

        _endsUntil = _text.Dropped + end;
        return !_text.Has(end);
    }

    private void EndField(Place place, int start, int end, bool hasDoubledQuotes) =>
        _fields.Add(
            place == Place.QuoteInQuoted
                ? new Field(start + 1, end - start - 2, hasDoubledQuotes)
                : new Field(start, end - start, HasDoubledQuotes: false)
        );

    private void PassDamage(int looked)
    {
        var line = _text.DropLine(MaxLine);
        _repeated += Math.Max(0, looked - line);
        if (line > MaxLine)
        {
            Problem = CsvProblem.Endless;
        }

        if (_repeated > FreeRepeats + (RepeatsPerCharacter * _text.Dropped))
        {
            Problem = CsvProblem.Unpaired;
        }

        if (Problem is CsvProblem.Endless or CsvProblem.Unpaired)
        {
            _text.DropAll();
        }
    }

    private readonly record struct Field(int Start, int Length, bool HasDoubledQuotes);
}
