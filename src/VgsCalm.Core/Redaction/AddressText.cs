using System.Text;

namespace VgsCalm.Redaction;

/// <summary>Takes the user part out of every address in a text: <c>http://user:password@host</c>.</summary>
internal static class AddressText
{
    private static readonly string[] Marks = ["://", "%3A%2F%2F", "%3a%2f%2f"];

    public static string Redact(string text)
    {
        var (at, mark) = NextMark(text, 0);
        if (at < 0)
        {
            return text;
        }

        var redacted = new StringBuilder(text.Length);
        var copied = 0;
        while (at >= 0)
        {
            var begin = at + mark.Length;
            var (next, nextMark) = NextMark(text, begin);
            var host = HostStart(text, begin, next < 0 ? text.Length : next);
            redacted.Append(text, copied, begin - copied);
            if (host > begin)
            {
                redacted.Append(Redactor.Hidden).Append('@');
            }

            copied = Math.Max(begin, host);
            (at, mark) = (next, nextMark);
        }

        return redacted.Append(text, copied, text.Length - copied).ToString();
    }

    private static (int At, string Mark) NextMark(string text, int from)
    {
        var found = (At: -1, Mark: "");
        foreach (var mark in Marks)
        {
            var at = text.IndexOf(mark, from, StringComparison.Ordinal);
            if (at >= 0 && (found.At < 0 || at < found.At))
            {
                found = (at, mark);
            }
        }

        return found;
    }

    // The user part ends at the last @ before the path; a password may have an @ of its own.
    private static int HostStart(string text, int begin, int end)
    {
        var host = begin;
        for (var i = begin; i < end && !(char.IsWhiteSpace(text[i]) || text[i] is '/' or '?' or '#'); i++)
        {
            if (text[i] == '@')
            {
                host = i + 1;
            }
            else if (string.CompareOrdinal(text, i, "%40", 0, 3) == 0)
            {
                host = i + 3;
            }
        }

        return host;
    }
}
