namespace VgsCalm.Formats.Csv;

/// <summary>
/// A window on the characters of a file: offsets count from the first character that was not dropped yet. It holds two records of the
/// largest size, whatever the file holds.
/// </summary>
internal sealed class CsvText(CsvCharacters source)
{
    private readonly char[] _text = new char[2 * CsvReader.MaxRecord];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>How many characters were dropped so far.</summary>
    internal long Dropped { get; private set; }

    internal string EncodingName => source.EncodingName;

    internal bool IsUtf8InTruth => source.IsUtf8InTruth;

    internal char this[int offset] => _text[_start + offset];

    /// <summary>Whether the file has a character at this offset; reads on where that is not known yet.</summary>
    internal bool Has(int offset)
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

    internal ReadOnlySpan<char> Span(int offset, int length) => _text.AsSpan(_start + offset, length);

    /// <summary>The first line without its end; of a longer line, as many characters as a record may have.</summary>
    internal string FirstLine()
    {
        var length = 0;
        while (length < CsvReader.MaxRecord && Has(length) && this[length] != '\n')
        {
            length++;
        }

        return Span(0, length).ToString();
    }

    internal void Drop(int count)
    {
        _start = Math.Min(_start + count, _end);
        Dropped += count;
    }

    /// <summary>Drops the rest of the line and its end. A line beyond the limit is dropped in part.</summary>
    /// <returns>How many characters that were.</returns>
    internal long DropLine(long limit)
    {
        var dropped = 0L;
        while (dropped <= limit && Has(0))
        {
            var end = Array.IndexOf(_text, '\n', _start, _end - _start);
            var count = (end < 0 ? _end : end + 1) - _start;
            dropped += count;
            Drop(count);
            if (end >= 0)
            {
                break;
            }
        }

        return dropped;
    }

    /// <summary>Gives up what is left of the file.</summary>
    internal void DropAll()
    {
        _ended = true;
        _start = _end;
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

        var count = source.Read(_text, _end, _text.Length - _end);
        _ended = count == 0;
        _end += count;
        return !_ended;
    }
}
