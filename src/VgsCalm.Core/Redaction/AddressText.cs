using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>Takes the user part out of every address in a text: <c>http://user:password@host</c>.</summary>
internal static class AddressText
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    // ://, as it is, as a part of another address, and as JSON and HTML may write it.
    private static readonly Regex Mark = new(
        @"(?::|%(?:25)?3[aA]|\\+u003[aA]|&#58;|&#[xX]3[aA];|&colon;)(?:\\*/|%(?:25)?2[fF]|\\+u002[fF]|&#47;|&#[xX]2[fF];|&sol;){2}",
        RegexOptions.CultureInvariant,
        MaxTime
    );

    // Each of its forms begins with one of these.
    private static readonly char[] MarkBeginnings = [':', '%', '\\', '&'];

    private static readonly string[] EscapedAts = ["%40", "%2540", @"\u0040", "&#64;", "&#x40;", "&#X40;", "&commat;"];

    public static string Redact(string text)
    {
        if (text.IndexOfAny(MarkBeginnings) < 0)
        {
            return text;
        }

        try
        {
            var marks = Mark.Matches(text);
            return marks.Count == 0 ? text : HideUsers(text, marks);
        }
        catch (RegexMatchTimeoutException)
        {
            return Redactor.Hidden;
        }
    }

    private static string HideUsers(string text, MatchCollection marks)
    {
        var redacted = new StringBuilder(text.Length);
        var copied = 0;
        for (var i = 0; i < marks.Count; i++)
        {
            var begin = marks[i].Index + marks[i].Length;
            var host = HostStart(text, begin, i + 1 < marks.Count ? marks[i + 1].Index : text.Length);
            redacted.Append(text, copied, begin - copied);
            if (host > begin)
            {
                redacted.Append(Redactor.Hidden).Append('@');
            }

            copied = Math.Max(begin, host);
        }

        return redacted.Append(text, copied, text.Length - copied).ToString();
    }

    // The user part ends at the last @ before the path; a password may have an @ of its own.
    private static int HostStart(string text, int begin, int end)
    {
        var host = begin;
        for (var i = begin; i < end && !IsEndOfAuthority(text, i); i++)
        {
            host = text[i] switch
            {
                '@' or '\uFF20' or '\uFE6B' => i + 1,
                '%' or '\\' or '&' when EscapedAt(text, i) is { } escape => i + escape.Length,
                _ => host,
            };
        }

        return host;
    }

    private static string? EscapedAt(string text, int at) =>
        Array.Find(EscapedAts, escape => string.CompareOrdinal(text, at, escape, 0, escape.Length) == 0);

    // The # of an escape of HTML begins no fragment.
    private static bool IsEndOfAuthority(string text, int at) =>
        char.IsWhiteSpace(text[at]) || text[at] is '/' or '?' || (text[at] == '#' && text[at - 1] != '&');
}
