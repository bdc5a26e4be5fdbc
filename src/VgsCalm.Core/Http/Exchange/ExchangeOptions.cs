namespace VgsCalm.Http.Exchange;

/// <summary>How one try is sent and read.</summary>
internal sealed class ExchangeOptions
{
    /// <param name="redact">Redacts a text that is shown: what the request carried, and what may never be shown.</param>
    public ExchangeOptions(Func<string, string> redact) => Redact = redact;

    /// <summary>Time limit of the whole try; zero: none.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Largest body that is read into memory, in bytes.</summary>
    public int MaxBytes { get; init; } = BoundedBody.MaxBytes;

    /// <summary>Number of the try, from 1, for the trace.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Takes the body of a success while it arrives; null reads it into memory.</summary>
    public Func<Stream, CancellationToken, Task>? SaveBody { get; init; }

    /// <summary>Redacts a text that is shown: what the request carried, and what may never be shown.</summary>
    public Func<string, string> Redact { get; }

    /// <summary>Takes out of a text what the request carried, and nothing else; null redacts it whole.</summary>
    public Func<string, string>? RedactSecrets { get; init; }

    /// <summary>
    /// Whether a cancelled request that had left already is told from one that had not
    /// (<see cref="CancelledInFlightException"/>): it may have been carried out.
    /// </summary>
    public bool TellsInFlight { get; init; }
}
