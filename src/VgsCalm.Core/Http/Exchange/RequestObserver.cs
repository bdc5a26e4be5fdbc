namespace VgsCalm.Http.Exchange;

/// <summary>
/// Receives the trace of the requests made for one cmdlet. May be called from any thread, also after the cmdlet has ended.
/// </summary>
internal class RequestObserver
{
    private readonly Action<TimeSpan>? _heldBack;
    private int _lastHold;

    /// <param name="verbose">Takes one line a request.</param>
    /// <param name="debug">Takes headers and bodies, redacted.</param>
    /// <param name="heldBack">Told how long requests are held back, once for each time that the service asks for it.</param>
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
    /// <param name="hold">Which of the pauses it is.</param>
    /// <param name="wait">How long it is still.</param>
    /// <param name="until">When it ends.</param>
    public virtual void OnHeldBack(int hold, TimeSpan wait, DateTimeOffset until)
    {
        if (Interlocked.Exchange(ref _lastHold, hold) == hold)
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
