using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>The messages of exceptions of the layers below, which may quote what was sent or received.</summary>
internal static class ErrorText
{
    // .NET quotes some unreadable answers byte by byte, as 48-54-54-50.
    private static readonly Regex QuotedBytes = new("(?:[0-9A-F]{2}-){7,}[0-9A-F]{2}", RegexOptions.CultureInvariant);

    /// <param name="message">An exception's message.</param>
    /// <param name="redact">Redacts what the request carried.</param>
    public static string Redact(string message, Func<string, string> redact) =>
        redact(QuotedBytes.Replace(message, Redactor.Hidden));

    /// <summary>True when no message of the chain has anything that redaction would change.</summary>
    public static bool IsClean(Exception? error, Func<string, string> redact)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (Redact(error.Message, redact) != error.Message)
            {
                return false;
            }
        }

        return true;
    }
}
