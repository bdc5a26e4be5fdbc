namespace VgsCalm.Http.Exchange;

/// <summary>
/// Receives the trace of the requests made for one cmdlet. May be called from any thread, also after the cmdlet has ended.
/// </summary>
internal sealed class RequestObserver
{
    public RequestObserver(Action<string>? verbose = null, Action<string>? debug = null)
    {
        Verbose = verbose;
        Debug = debug;
    }

    /// <summary>Takes one line a request; null where -Verbose is off, so that the line need not be made.</summary>
    public Action<string>? Verbose { get; }

    /// <summary>Takes headers and bodies, redacted; null where -Debug is off.</summary>
    public Action<string>? Debug { get; }
}
