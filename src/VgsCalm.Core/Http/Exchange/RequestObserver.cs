namespace VgsCalm.Http.Exchange;

/// <summary>
/// Receives the trace of the requests made for one cmdlet. May be called from any thread, also after the cmdlet has ended.
/// </summary>
internal class RequestObserver
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

    /// <summary>A try is about to leave. An exception keeps it from leaving.</summary>
    public virtual void OnSending() { }

    /// <summary>The last try was not carried out, as the service or the network says, and another one follows.</summary>
    public virtual void OnNotCarriedOut() { }
}
