using System.Text;

namespace VgsCalm.Redaction;

/// <summary>
/// Takes JSON Web Tokens out of a text (RFC 7519): a token's header is an object, so it begins with the base64 of
/// <c>{"</c>.
/// </summary>
internal static class WebTokenText
{
    private const string Start = "eyJ";
    private const int MinHeaderLength = 8;

    /// <remarks>One look at each character: a text may be made of beginnings of tokens.</remarks>
    public static string Redact(string text)
    {
        var at = text.IndexOf(Start, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var redacted = new StringBuilder(text.Length);
        var copied = 0;
        while (at >= 0)
        {
            var end = at;
            var hasDot = false;
            while (end < text.Length && IsOfToken(text[end]))
            {
                hasDot |=
                    text[end] == '.'
                    && end - at >= MinHeaderLength
                    && end + 1 < text.Length
                    && IsOfToken(text[end + 1]);
                end++;
            }

            if (hasDot)
            {
                redacted.Append(text, copied, at - copied).Append(Redactor.Hidden);
                copied = end;
            }

            at = text.IndexOf(Start, end, StringComparison.Ordinal);
        }

        return redacted.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsOfToken(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.';
}
