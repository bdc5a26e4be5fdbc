namespace VgsCalm.Binding;

/// <summary>A completed word, as it has to stand on a command line.</summary>
internal static class QuotedWord
{
    public static string Of(string word) =>
        word.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') ? word : $"'{word.Replace("'", "''")}'";
}
