namespace VgsCalm.Http.Exchange;

/// <summary>
/// The caller gave up a request after it had left: it may have been carried out. Any other cancellation means that it was
/// not.
/// </summary>
internal sealed class CancelledInFlightException : OperationCanceledException
{
    public CancelledInFlightException(OperationCanceledException cause)
        : base("The request was cancelled after it had left.", cause, cause.CancellationToken) { }
}
