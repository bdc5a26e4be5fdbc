namespace VgsCalm.Formats.Csv;

/// <summary>
/// Cuts the text into records before the CSV library sees it, so that a damaged one costs no other: the library cannot go on after an
/// error, and in its tolerant mode one open quotation mark would swallow the rows that follow.
/// <list type="bullet">
/// <item>Where a record's quotation marks make no sense, its first line alone is given up, and the next line begins a record.</item>
/// <item>In place of a damaged record the library gets one cell: <see cref="CsvCharacters.Reserved"/> and the <see
/// cref="CsvProblem"/>.</item>
/// <item>Records without any text (blank lines, <c>,,,</c>) are left out. They are no rows, wherever they stand.</item>
/// </list>
/// What comes out depends on the text alone, never on how the stream portions it: a row has the same position in every run.
/// </summary>
internal sealed class CsvRecords : TextReader
{
    /// <summary>Longest record, in characters; a real one has some hundreds.</summary>
    internal const int MaxRecord = 64 * 1024;

    /// <summary>Longest line that is passed over, in characters. After that it counts as endless.</summary>
    internal const int MaxLine = 4 * 1024 * 1024;

    // Characters that may be looked at twice: a fixed number, and a multiple of those that were read.
    private const long FreeRepeats = 64 * 1024 * 1024;
    private const long RepeatsPerCharacter = 16;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly CsvCharacters _source;
    private readonly char[] _text = new char[(2 * MaxRecord) + 1];
    private readonly char[] _notice = [CsvCharacters.Reserved, '\0', '\n'];
    private int _start;
    private int _end;
    private bool _ended;
    private char[] _pending = [];
    private int _pendingNext;
    private int _pendingEnd;
    private long _consumed;
    private long _repeated;

    internal CsvRecords(Stream stream)
    {
        _source = new CsvCharacters(stream);
        PassPreamble();
    }

    private enum Place
    {
        FieldStart,
        Padding,
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    internal char Delimiter { get; private set; }

    internal bool IsUtf16 => _source.IsUtf16;

    /// <summary>The first characters of the text, for a guess at what kind of file it is.</summary>
    internal string Beginning { get; private set; } = "";

    /// <summary>The problem that a cell stands for; None for a cell of the file.</summary>
    internal static CsvProblem ProblemIn(string cell) =>
        cell is [CsvCharacters.Reserved, var problem] ? (CsvProblem)problem : CsvProblem.None;

    public override int Peek() => _pendingNext < _pendingEnd || Next() ? _pending[_pendingNext] : -1;

    public override int Read() => _pendingNext < _pendingEnd || Next() ? _pending[_pendingNext++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var written = 0;
        while (written < count && (_pendingNext < _pendingEnd || Next()))
        {
            var portion = Math.Min(count - written, _pendingEnd - _pendingNext);
            Array.Copy(_pending, _pendingNext, buffer, index + written, portion);
            _pendingNext += portion;
            written += portion;
        }

        return written;
    }

    // Blank lines, the type line of Windows PowerShell's Export-Csv, and Excel's `sep=;`.
    private void PassPreamble()
    {
        var line = FirstLine();
        Beginning = line.Length > 16 ? line.Substring(0, 16) : line;
        var separator = '\0';
        while (true)
        {
            if (
                line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
                && line.Length == 5
                && Array.IndexOf(Delimiters, line[4]) >= 0
            )
            {
                separator = line[4];
            }
            else if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith("#TYPE ", StringComparison.Ordinal))
            {
                break;
            }

            if (_start == _end)
            {
                break;
            }

            Drop(line.Length + 1);
            line = FirstLine();
        }

        Delimiter = separator == '\0' ? DetectDelimiter() : separator;
    }

    // Without its end, and at most as long as a record.
    private string FirstLine()
    {
        var length = 0;
        while (length < MaxRecord && Has(length) && _text[_start + length] != '\n')
        {
            length++;
        }

        return new string(_text, _start, length);
    }

    private char DetectDelimiter()
    {
        var counts = new int[Delimiters.Length];
        var quoted = false;
        for (var offset = 0; offset < MaxRecord && Has(offset); offset++)
        {
            var character = _text[_start + offset];
            if (character == '"')
            {
                quoted = !quoted;
            }

            if (quoted)
            {
                continue;
            }

            if (character == '\n')
            {
                break;
            }

            var which = Array.IndexOf(Delimiters, character);
            if (which >= 0)
            {
                counts[which]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    // Makes the next record pending; false at the end.
    private bool Next()
    {
        while (Has(0))
        {
            var problem = Measure(out var length, out var isBlank);
            if (problem != CsvProblem.None)
            {
                return Report(problem, length);
            }

            Terminate(length);
            (_pending, _pendingNext, _pendingEnd) = (_text, _start, _start + length);
            Drop(length);
            if (!isBlank)
            {
                return true;
            }
        }

        _pendingNext = _pendingEnd = 0;
        return false;
    }

    // The length counts the line end, which the last record of a file may lack.
    private CsvProblem Measure(out int length, out bool isBlank)
    {
        var place = Place.FieldStart;
        isBlank = true;
        for (length = 0; ; length++)
        {
            if (length == MaxRecord || !Has(length))
            {
                // Terminate() adds the line end.
                if (place == Place.Quoted)
                {
                    return CsvProblem.OpenQuote;
                }

                if (length == MaxRecord)
                {
                    return CsvProblem.TooLong;
                }

                length++;
                return CsvProblem.None;
            }

            var character = _text[_start + length];
            if (character == '\n' && place != Place.Quoted)
            {
                length++;
                return CsvProblem.None;
            }

            if (isBlank && character != Delimiter && character is not (' ' or '\t' or '"' or '\n'))
            {
                isBlank = false;
            }

            switch (place)
            {
                case Place.Quoted:
                    if (character == '"')
                    {
                        place = Place.QuoteInQuoted;
                    }

                    break;
                case Place.QuoteInQuoted:
                    if (character == '"')
                    {
                        place = Place.Quoted;
                    }
                    else if (character == Delimiter)
                    {
                        place = Place.FieldStart;
                    }
                    else
                    {
                        return CsvProblem.StrayQuote;
                    }

                    break;
                default:
                    if (character == Delimiter)
                    {
                        place = Place.FieldStart;
                    }
                    else if (character == '"' && place == Place.FieldStart)
                    {
                        place = Place.Quoted;
                    }
                    else if (character == '"' && place == Place.Padding)
                    {
                        return CsvProblem.StrayQuote;
                    }
                    else if (place != Place.Unquoted)
                    {
                        place = character == ' ' ? Place.Padding : Place.Unquoted;
                    }

                    break;
            }
        }
    }

    private void Terminate(int length)
    {
        var last = _start + length - 1;
        if (last < _end)
        {
            return;
        }

        _text[last] = '\n';
        _end = last + 1;
    }

    private bool Report(CsvProblem problem, int looked)
    {
        var line = PassLine();
        if (line > MaxLine)
        {
            problem = CsvProblem.Endless;
        }

        _repeated += Math.Max(0, looked - line);
        if (_repeated > FreeRepeats + (RepeatsPerCharacter * _consumed))
        {
            problem = CsvProblem.Unpaired;
        }

        if (problem is CsvProblem.Endless or CsvProblem.Unpaired)
        {
            _ended = true;
            _start = _end;
        }

        _notice[1] = (char)problem;
        (_pending, _pendingNext, _pendingEnd) = (_notice, 0, _notice.Length);
        return true;
    }

    // Drops the rest of the line and its end; how many characters that were.
    private long PassLine()
    {
        var passed = 0L;
        while (passed <= MaxLine && Has(0))
        {
            var end = Array.IndexOf(_text, '\n', _start, _end - _start);
            var portion = (end < 0 ? _end : end + 1) - _start;
            passed += portion;
            Drop(portion);
            if (end >= 0)
            {
                break;
            }
        }

        return passed;
    }

    private void Drop(int count)
    {
        _start = Math.Min(_start + count, _end);
        _consumed += count;
    }

    private bool Has(int offset)
    {
        while (_start + offset >= _end)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_start > 0)
        {
            Array.Copy(_text, _start, _text, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        // One place is kept for the line end that the last record may lack.
        var count = _source.Read(_text, _end, _text.Length - 1 - _end);
        _ended = count == 0;
        _end += count;
        return !_ended;
    }
}
