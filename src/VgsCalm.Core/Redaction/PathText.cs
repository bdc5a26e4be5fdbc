using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>
/// A path as an error may show it. It is shown since it leads nowhere, and what was given in its place may be the content of the file:
/// a configuration with its secret, a row of cards, a token.
/// </summary>
internal static class PathText
{
    // A line of credentials.yaml, or a field of JSON.
    private static readonly Regex Secret = new(
        @"(?<=client_?secret['""]?\s{0,9}[:=]\s{0,9})[^\s,}]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(2)
    );

    /// <summary>The text without secrets and tokens, and with card numbers masked. Any other one, a newline in it too, stays.</summary>
    public static string Redact(string text)
    {
        try
        {
            return CardNumberText.MaskProven(Secret.Replace(WebTokenText.Redact(text), Redactor.Hidden));
        }
        catch (RegexMatchTimeoutException)
        {
            return Redactor.Hidden;
        }
    }
}
