namespace VgsCalm.Redaction;

/// <summary>Text of a server on its way to a terminal, a log or a file: nothing in it may act there.</summary>
internal static class TerminalText
{
    /// <summary>What stands in place of a character that is not shown.</summary>
    public const char Replacement = '\uFFFD';

    /// <summary>The text with control characters, line ends and marks of direction replaced; a tab stays.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsUnsafe(text[i]))
            {
                return new string(Array.ConvertAll(text.ToCharArray(), c => IsUnsafe(c) ? Replacement : c));
            }
        }

        return text;
    }

    /// <summary>True when no message of the chain has anything that would be replaced.</summary>
    public static bool IsClean(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error.Message.Any(IsUnsafe))
            {
                return false;
            }
        }

        return true;
    }

    // Escape sequences begin with ESC or, in one character, with U+009B and its like. Marks of direction turn text around (U+202E).
    private static bool IsUnsafe(char c) =>
        c
            is (< ' ' and not '\t')
                or (>= '\u007f' and <= '\u009f')
                or '\u061c'
                or '\u200e'
                or '\u200f'
                or '\u2028'
                or '\u2029'
                or (>= '\u202a' and <= '\u202e')
                or (>= '\u2066' and <= '\u206f');
}
