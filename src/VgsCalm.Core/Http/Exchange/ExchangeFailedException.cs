using VgsCalm.Redaction;

namespace VgsCalm.Http.Exchange;

/// <summary>One try that brought no answer: why, and whether the service can have acted.</summary>
internal sealed class ExchangeFailedException : Exception
{
    /// <param name="failure">How it ended.</param>
    /// <param name="mayHaveActed">Whether the service can have acted.</param>
    /// <param name="cause">The HTTP client's error, whose message may quote an answer that the client cannot read.</param>
    /// <param name="redact">Redacts a text. A cause with any text that this changes is left out.</param>
    public ExchangeFailedException(
        ExchangeFailure failure,
        bool mayHaveActed,
        Exception? cause,
        Func<string, string> redact
    )
        : base(
            cause is null ? failure.ToString() : ErrorText.Describe(cause, redact),
            ErrorText.IsClean(cause, redact) ? cause : null
        )
    {
        Failure = failure;
        MayHaveActed = mayHaveActed;
    }

    public ExchangeFailure Failure { get; }

    /// <summary>The cause in the system's words, without the full stop that only some layers write.</summary>
    public string Reason => Message.TrimEnd('.', ' ', '"');

    public bool MayHaveActed { get; }
}
