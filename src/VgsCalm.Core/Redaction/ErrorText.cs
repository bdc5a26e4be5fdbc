using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>The messages of exceptions of the layers below, which may quote what was sent or received.</summary>
internal static class ErrorText
{
    // .NET quotes some unreadable answers byte by byte, as 48-54-54-50.
    private static readonly Regex QuotedBytes = new("(?:[0-9A-F]{2}-){7,}[0-9A-F]{2}", RegexOptions.CultureInvariant);

    private const int MaxLength = 1000;

    /// <summary>The message of an error of the HTTP client, as a part of a sentence.</summary>
    /// <param name="error">The error.</param>
    /// <param name="redact">Redacts what the request carried.</param>
    public static string Describe(Exception error, Func<string, string> redact)
    {
        // The innermost error knows the reason. The outer one names host and port beside it, of a proxy too, where the runtime does so.
        var reason = error.GetBaseException().Message;
        return Redact(error.Message.Contains(reason.TrimEnd('.')) ? error.Message : reason, redact);
    }

    /// <param name="message">An exception's message.</param>
    /// <param name="redact">Redacts what the request carried.</param>
    public static string Redact(string message, Func<string, string> redact) =>
        Redactor.Excerpt(message, MaxLength, text => redact(QuotedBytes.Replace(text, Redactor.Hidden)));

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
