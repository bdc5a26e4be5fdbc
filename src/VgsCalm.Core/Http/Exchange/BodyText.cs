using System.Text;

namespace VgsCalm.Http.Exchange;

/// <summary>The characters of a body: by its byte order mark, else by the charset of its label, else UTF-8.</summary>
internal static class BodyText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: false)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: false)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: false)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: false)),
    ];

    /// <param name="body">The body.</param>
    /// <param name="charset">The label's charset; null where it has none. A charset that this runtime does not know
    /// counts as none.</param>
    public static string Decode(byte[] body, string? charset)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (body.AsSpan().StartsWith(mark))
            {
                return encoding.GetString(body, mark.Length, body.Length - mark.Length);
            }
        }

        return (Find(charset) ?? Utf8).GetString(body);
    }

    /// <summary>
    /// A body that is not UTF-8, as bytes of UTF-8: JSON is UTF-8 whatever its label says (RFC 8259 §8.1), so the label counts only where
    /// that cannot be. One without another charset stays as it is: an id with a replacement character in it would be another id.
    /// </summary>
    public static byte[] ToUtf8(byte[] body, string? charset) =>
        HasOther(body, charset) ? Utf8.GetBytes(Decode(body, charset)) : body;

    /// <summary>Whether a body of JSON is in UTF-8.</summary>
    public static bool IsUtf8(byte[] body)
    {
        try
        {
            // UTF-16 and UTF-32 of Latin letters would pass for UTF-8, but for the NUL in each; JSON has none.
            return Array.IndexOf(body, (byte)0) < 0 && StrictUtf8.GetCharCount(body) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // 65001 is UTF-8, and 20127 ASCII, a part of it.
    private static bool HasOther(byte[] body, string? charset) =>
        Marks.Any(mark => body.AsSpan().StartsWith(mark.Mark)) || Find(charset) is { CodePage: not (65001 or 20127) };

    /// <summary>The encoding of a charset's name; null where the runtime does not know it.</summary>
    public static Encoding? Find(string? charset)
    {
        try
        {
            return charset is null ? null : Encoding.GetEncoding(charset.Trim('"', '\'', ' '));
        }
        catch (Exception unread) when (unread is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
