using System.Text;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// The characters of a CSV file: UTF-8, or UTF-16 with its byte order mark, with every line end as LF. What cannot be decoded becomes
/// <see cref="Unreadable"/>, so that one bad row does not end the file.
/// </summary>
internal sealed class CsvCharacters(Stream stream, Encoding? given = null)
{
    /// <summary>Stands for bytes that mean nothing. Not a character (Unicode 23.7), so no text has it.</summary>
    internal const char Unreadable = '\uFFFF';

    // The other code point of that kind: a file that has it is damaged as well.
    private const char AlsoUnreadable = '\uFFFE';

    private const int BlockBytes = 32 * 1024;

    private readonly byte[] _bytes = new byte[BlockBytes];
    private char[] _decoded = [];
    private int _next;
    private int _count;
    private Decoder? _decoder;
    private Utf8Check? _check;
    private bool _afterReturn;
    private bool _ended;

    /// <summary>The encoding in the words of people. Known after the first read.</summary>
    internal string EncodingName { get; private set; } = "UTF-8";

    /// <summary>Whether the file was read in an encoding of one byte a character and is UTF-8. Known at the end.</summary>
    internal bool IsUtf8InTruth => _check is { IsUtf8: true };

    /// <summary>Reads at least one character; 0 is the end.</summary>
    internal int Read(char[] buffer, int index, int count)
    {
        var written = 0;
        while (written == 0 && Decode())
        {
            while (_next < _count && written < count)
            {
                var character = _decoded[_next++];
                if (character == '\n' && _afterReturn)
                {
                    _afterReturn = false;
                    continue;
                }

                _afterReturn = character == '\r';
                buffer[index + written++] = character switch
                {
                    '\r' => '\n',
                    AlsoUnreadable => Unreadable,
                    _ => character,
                };
            }
        }

        return written;
    }

    // A stream may give less than was asked for, even one byte at a time.
    private bool Decode()
    {
        while (_next == _count)
        {
            if (_ended)
            {
                return false;
            }

            int start = 0,
                length;
            if (_decoder is null)
            {
                (start, length) = Begin();
            }
            else
            {
                length = stream.Read(_bytes, 0, _bytes.Length);
            }

            _ended = length == 0;
            _check?.Add(_bytes, start, length, _ended);
            _count = _decoder!.GetChars(_bytes, start, length, _decoded, 0, flush: _ended);
            _next = 0;
        }

        return true;
    }

    private (int Start, int Length) Begin()
    {
        // More than the longest mark: what is left of it is nothing at the end of the file only.
        var length = 0;
        while (length <= 4)
        {
            var read = stream.Read(_bytes, length, _bytes.Length - length);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        var (name, mark) = (length, _bytes) switch
        {
            (>= 3, [0xEF, 0xBB, 0xBF, ..]) => ("utf-8", 3),
            (>= 4, [0xFF, 0xFE, 0, 0, ..]) => ("utf-32", 4),
            (>= 4, [0, 0, 0xFE, 0xFF, ..]) => ("utf-32BE", 4),
            (>= 2, [0xFF, 0xFE, ..]) => ("utf-16", 2),
            (>= 2, [0xFE, 0xFF, ..]) => ("utf-16BE", 2),
            _ => (given?.WebName ?? "utf-8", 0),
        };
        var encoding =
            mark == 0 && given is not null ? (Encoding)given.Clone() : (Encoding)Encoding.GetEncoding(name).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(Unreadable.ToString());
        EncodingName =
            mark == 2 ? "UTF-16"
            : mark == 4 ? "UTF-32"
            : name == "utf-8" ? "UTF-8"
            : name;
        _check = mark == 0 && given is { IsSingleByte: true } ? new Utf8Check() : null;
        _decoder = encoding.GetDecoder();
        _decoded = new char[encoding.GetMaxCharCount(BlockBytes)];
        return (mark, length - mark);
    }
}
