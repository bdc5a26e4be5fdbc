using System.Text;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Formats.Yaml;

/// <summary>
/// The characters of a configuration file: bounded, decoded strictly, free of control characters. The file may hold a secret, so
/// its bytes and characters are wiped once they are not needed.
/// </summary>
internal sealed class ConfigText : IDisposable
{
    /// <summary>Largest file that is read, in bytes; a real one has some hundreds.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private const int FirstBufferBytes = 4096;

    // Not a character (Unicode 23.7) and not allowed in YAML, so it can mark the place of bytes that mean nothing.
    private const char Undecodable = '\uFFFF';

    private readonly char[] _characters;

    private ConfigText(char[] characters) => _characters = characters;

    /// <summary>Reads a stream to its end, or up to the first byte that is too many.</summary>
    internal static ConfigText Read(Stream stream, ConfigSource source)
    {
        if (stream.CanSeek && stream.Length - stream.Position > MaxBytes)
        {
            throw TooLarge(source);
        }

        var bytes = new byte[FirstBufferBytes];
        try
        {
            var start = stream.CanSeek ? stream.Position : 0;
            var count = Fill(stream, ref bytes);
            if (count > MaxBytes)
            {
                throw TooLarge(source);
            }

            if (stream.CanSeek)
            {
                stream.Position = start;
                RequireSame(stream, bytes, count, source);
            }

            var text = new ConfigText(Decode(bytes, count));
            text.RequireCharacters(source);
            return text;
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    internal TextReader OpenReader() => new CharArrayReader(_characters);

    public void Dispose() => Array.Clear(_characters, 0, _characters.Length);

    // Reads to the end, but never more than one byte beyond the limit: a stream that cannot seek does not tell its length.
    private static int Fill(Stream stream, ref byte[] bytes)
    {
        var count = 0;
        while (count <= MaxBytes)
        {
            if (count == bytes.Length)
            {
                Grow(ref bytes);
            }

            var read = stream.Read(bytes, count, bytes.Length - count);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    // A file that another program writes meanwhile may be read as the beginning of one content and the end of another: one account's id
    // with another's secret.
    private static void RequireSame(Stream stream, byte[] bytes, int count, ConfigSource source)
    {
        var again = new byte[FirstBufferBytes];
        try
        {
            if (Fill(stream, ref again) != count || !again.AsSpan(0, count).SequenceEqual(bytes.AsSpan(0, count)))
            {
                throw source.Fault("the file was written while it was read; run the same command again.", 1, 1);
            }
        }
        finally
        {
            Array.Clear(again, 0, again.Length);
        }
    }

    private static void Grow(ref byte[] bytes)
    {
        var larger = new byte[Math.Min(bytes.Length * 2, MaxBytes + 1)];
        Array.Copy(bytes, larger, bytes.Length);
        Array.Clear(bytes, 0, bytes.Length);
        bytes = larger;
    }

    // The VGS page redirects with `>`, which in Windows PowerShell writes UTF-16 with a byte order mark.
    private static char[] Decode(byte[] bytes, int count) =>
        (count, bytes) switch
        {
            (>= 3, [0xEF, 0xBB, 0xBF, ..]) => Decode("utf-8", bytes, 3, count),
            (>= 2, [0xFF, 0xFE, ..]) => Decode("utf-16", bytes, 2, count),
            (>= 2, [0xFE, 0xFF, ..]) => Decode("utf-16BE", bytes, 2, count),
            _ => Decode("utf-8", bytes, 0, count),
        };

    private static char[] Decode(string encoding, byte[] bytes, int start, int count) =>
        Encoding
            .GetEncoding(
                encoding,
                EncoderFallback.ExceptionFallback,
                new DecoderReplacementFallback(Undecodable.ToString())
            )
            .GetChars(bytes, start, count - start);

    private void RequireCharacters(ConfigSource source)
    {
        int line = 1,
            column = 1;
        for (var index = 0; index < _characters.Length; index++)
        {
            var character = _characters[index];
            if (FindFault(character) is { } fault)
            {
                Dispose();
                throw source.Fault(fault, line, column);
            }

            var endsLine =
                character == '\n'
                || (character == '\r' && (index + 1 == _characters.Length || _characters[index + 1] != '\n'));
            (line, column) = endsLine ? (line + 1, 1) : (line, column + 1);
        }
    }

    private static string? FindFault(char character) =>
        character switch
        {
            '\t' or '\n' or '\r' => null,
            '\0' =>
                "there is a NUL character: this is not a text file, or it is neither UTF-8 nor UTF-16 with a byte order mark.",
            Undecodable => "this is not valid UTF-8 text.",
            _ when char.IsControl(character) => "there is a control character.",
            _ => null,
        };

    private static VgsConfigException TooLarge(ConfigSource source) =>
        source.Fault(
            $"the file is larger than {MaxBytes / 1024} KiB, so it is no service-account configuration.",
            1,
            1
        );
}
