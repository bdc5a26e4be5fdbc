using System.Globalization;

namespace VgsCalm.Auth;

/// <summary>
/// What stands before and after an id or a secret that came from a file, a variable or a page, and is hardly ever a part of it. Nobody
/// sees it, since nothing shows a secret, and a server then only says that the secret is wrong.
/// </summary>
internal static class SecretEnds
{
    // Those that people and their files put around a value, and those that text programs make of them.
    private const string QuotationMarks = "\"'`\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB";

    /// <summary>True where a line end, a byte order mark or another invisible character begins or ends it.</summary>
    public static bool AreInvisible(ReadOnlySpan<char> text) => IsAtAnEnd(text, IsInvisible);

    /// <summary>True where such a character, a blank or a quotation mark begins or ends it.</summary>
    public static bool AreOdd(ReadOnlySpan<char> text) =>
        IsAtAnEnd(text, c => IsInvisible(c) || char.IsWhiteSpace(c) || QuotationMarks.IndexOf(c) >= 0);

    private static bool IsAtAnEnd(ReadOnlySpan<char> text, Func<char, bool> isSuch) =>
        text.Length > 0 && (isSuch(text[0]) || isSuch(text[text.Length - 1]));

    // A byte order mark is one of format, as the invisible signs are that a page or a chat adds to what is copied.
    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
