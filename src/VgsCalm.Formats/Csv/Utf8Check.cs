using System.Text;

namespace VgsCalm.Formats.Csv;

/// <summary>
/// Whether bytes that are read in an encoding of one byte a character are UTF-8 in truth: no other text with letters beyond ASCII is valid
/// UTF-8, but by chance. Blocks are given in their order.
/// </summary>
internal sealed class Utf8Check
{
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private char[] _scratch = [];
    private bool _isInvalid;
    private bool _hasMore;

    /// <summary>Whether all that was given is valid UTF-8, with a character beyond ASCII among it. To be asked after the end.</summary>
    internal bool IsUtf8 => _hasMore && !_isInvalid;

    /// <summary>Looks at the next block.</summary>
    internal void Add(byte[] bytes, int start, int length, bool isEnd)
    {
        if (_isInvalid)
        {
            return;
        }

        // One more than bytes: the first may end a character of two that began in the block before.
        _scratch = _scratch.Length > length ? _scratch : new char[length + 1];
        try
        {
            var count = _decoder.GetChars(bytes, start, length, _scratch, 0, flush: isEnd);
            _hasMore = _hasMore || Array.FindIndex(_scratch, 0, count, c => c > '\u007f') >= 0;
        }
        catch (DecoderFallbackException)
        {
            _isInvalid = true;
        }
    }
}
