namespace VgsCalm.Http;

/// <summary>
/// Where a cmdlet hears of the requests made for it. May be called from any thread, also after the cmdlet has ended.
/// </summary>
internal sealed class RequestObserver
{
    public RequestObserver(Action<string>? verbose = null, Action<string>? debug = null)
    {
        Verbose = verbose;
        Debug = debug;
    }

    public static RequestObserver None { get; } = new();

    /// <summary>Takes one line a request; null when nobody listens, so that the line need not be made.</summary>
    public Action<string>? Verbose { get; }

    /// <summary>Takes headers and bodies, redacted; null when nobody listens.</summary>
    public Action<string>? Debug { get; }
}
