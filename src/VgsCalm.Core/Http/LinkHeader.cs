using System.Text;

namespace VgsCalm.Http;

/// <summary>Reads a Link header (RFC 8288). What is malformed is passed over: other links of the header still count.</summary>
internal sealed class LinkHeader
{
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly string _text;
    private int _at;

    private LinkHeader(string text) => _text = text;

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The address of the first link that is the next page of the answer it came with; null where there is none.</summary>
    /// <param name="text">The header's values, with commas between them.</param>
    public static string? FindNext(string text)
    {
        var header = new LinkHeader(text);
        while (header._at < text.Length)
        {
            if (header.ReadLink() is { } next)
            {
                return next;
            }

            // The comma, if the header goes on.
            header._at++;
        }

        return null;
    }

    // One link, up to the comma after it; null unless it is a next page.
    private string? ReadLink()
    {
        SkipBlanks();
        var address = "";
        if (Here == '<')
        {
            _at++;
            address = ReadTo(">").Trim(Blanks);
            _at++;
        }

        string? relations = null;
        var isOfAnother = false;
        for (SkipToNext(); Here == ';'; SkipToNext())
        {
            _at++;
            var (name, value) = ReadParameter();
            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                // The first one counts (RFC 8288 §3.3).
                relations ??= value;
            }

            // A link with an anchor is what follows that page, not this one (RFC 8288 §3.2).
            isOfAnother |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase);
        }

        return address.Length > 0 && !isOfAnother && HasNext(relations) ? address : null;
    }

    private (string Name, string Value) ReadParameter()
    {
        var name = ReadTo("=;,").Trim(Blanks);
        if (Here != '=')
        {
            return (name, "");
        }

        _at++;
        SkipBlanks();
        return (name, Here == '"' ? ReadQuoted() : ReadTo(";,"));
    }

    // A backslash takes away the meaning of the character after it.
    private string ReadQuoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length && Here != '"'; _at++)
        {
            if (Here == '\\')
            {
                _at++;
            }

            value.Append(Here);
        }

        _at++;
        return value.ToString();
    }

    private static bool HasNext(string? relations) =>
        relations is not null
        && relations.Split(Blanks).Any(relation => relation.Equals("next", StringComparison.OrdinalIgnoreCase));

    private void SkipBlanks()
    {
        while (Here is ' ' or '\t')
        {
            _at++;
        }
    }

    // To the next parameter or link, over whatever has no place there.
    private void SkipToNext()
    {
        while (_at < _text.Length && Here is not (';' or ','))
        {
            if (Here == '"')
            {
                ReadQuoted();
            }
            else
            {
                _at++;
            }
        }
    }

    private string ReadTo(string ends)
    {
        var start = _at;
        while (_at < _text.Length && ends.IndexOf(Here) < 0)
        {
            _at++;
        }

        return _text.Substring(start, _at - start);
    }
}
