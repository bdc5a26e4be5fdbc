namespace VgsCalm.Http.Exchange;

/// <summary>
/// Receives the trace of the requests made for one cmdlet. May be called from any thread, also after the cmdlet has ended.
/// </summary>
internal class RequestObserver
{
    // Each request that waits works out the end of the same pause anew. The ends of two pauses are further apart than this.
    private static readonly TimeSpan SameEnd = TimeSpan.FromMilliseconds(250);

    private readonly Action<TimeSpan>? _heldBack;
    private long _lastEnd;

    /// <param name="verbose">Takes one line a request.</param>
    /// <param name="debug">Takes headers and bodies, redacted.</param>
    /// <param name="heldBack">Told how long requests are held back, once for each pause, and again when it is lengthened.</param>
    public RequestObserver(
        Action<string>? verbose = null,
        Action<string>? debug = null,
        Action<TimeSpan>? heldBack = null
    )
    {
        Verbose = verbose;
        Debug = debug;
        _heldBack = heldBack;
    }

    /// <summary>Takes one line a request; null where -Verbose is off, so that the line need not be made.</summary>
    public Action<string>? Verbose { get; }

    /// <summary>Takes headers and bodies, redacted; null where -Debug is off.</summary>
    public Action<string>? Debug { get; }

    /// <summary>Requests wait because the service asked for a pause.</summary>
    /// <param name="wait">How long it is still.</param>
    /// <param name="until">When it ends.</param>
    public virtual void OnHeldBack(TimeSpan wait, DateTimeOffset until)
    {
        var lastEnd = new DateTimeOffset(Interlocked.Exchange(ref _lastEnd, until.UtcTicks), TimeSpan.Zero);
        if ((until - lastEnd).Duration() < SameEnd)
        {
            return;
        }

        Verbose?.Invoke(
            FormattableString.Invariant(
                $"The service asked for a pause: waiting {wait.TotalSeconds:0.#} s, until {until.UtcDateTime:HH:mm:ss} UTC."
            )
        );
        _heldBack?.Invoke(wait);
    }

    /// <summary>A try is about to leave. An exception keeps it from leaving.</summary>
    public virtual void OnSending() { }

    /// <summary>The last try was not carried out, as the service or the network says, and another one follows.</summary>
    public virtual void OnNotCarriedOut() { }
}
