namespace VgsCalm.Formats.Csv;

/// <summary>Reads characters where they are: a string of them could not be wiped afterwards.</summary>
internal sealed class CharArrayReader(char[] characters) : TextReader
{
    private int _next;

    public override int Peek() => _next < characters.Length ? characters[_next] : -1;

    public override int Read() => _next < characters.Length ? characters[_next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, characters.Length - _next);
        Array.Copy(characters, _next, buffer, index, length);
        _next += length;
        return length;
    }
}
