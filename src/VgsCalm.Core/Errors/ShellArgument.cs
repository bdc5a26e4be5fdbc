namespace VgsCalm.Errors;

/// <summary>A path, a name or an id as a person may type it back, in a command that an error tells to run.</summary>
internal static class ShellArgument
{
    // PowerShell takes typographic quotation marks for plain ones.
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string ActiveInDoubleQuotes = "\"\u201c\u201d\u201e$`\\!";

    /// <summary>
    /// The text in quotation marks, so that PowerShell takes it as it is, and so does a Unix shell; only a text with an apostrophe and one
    /// of <c>" $ ` \ !</c> is written as PowerShell alone reads it.
    /// </summary>
    public static string Quote(string text) =>
        text.IndexOfAny(SingleQuotes.ToCharArray()) < 0 ? $"'{text}'"
        : text.IndexOfAny(ActiveInDoubleQuotes.ToCharArray()) < 0 ? $"\"{text}\""
        : $"'{string.Concat(text.Select(c => SingleQuotes.IndexOf(c) >= 0 ? new string(c, 2) : c.ToString()))}'";

    /// <summary>The text as it is where it is a plain word, in quotation marks where it is not.</summary>
    public static string Write(string text) =>
        text.Length > 0
        && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-')
        && text[0] != '-'
            ? text
            : Quote(text);
}
