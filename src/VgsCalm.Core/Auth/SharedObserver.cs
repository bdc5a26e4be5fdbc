using VgsCalm.Http.Exchange;

namespace VgsCalm.Auth;

/// <summary>Passes the trace of a shared token request to every caller that waits for it, whenever that caller came.</summary>
internal sealed class SharedObserver
{
    private readonly object _gate = new();
    private readonly List<RequestObserver> _observers = [];
    private readonly List<(bool IsDebug, string Text)> _trace = [];

    public SharedObserver() =>
        Observer = new RequestObserver(
            verbose: text => Pass(isDebug: false, text),
            debug: text => Pass(isDebug: true, text)
        );

    /// <summary>The observer of the request itself.</summary>
    public RequestObserver Observer { get; }

    public void Add(RequestObserver observer)
    {
        lock (_gate)
        {
            _observers.Add(observer);
            foreach (var (isDebug, text) in _trace)
            {
                Tell(observer, isDebug, text);
            }
        }
    }

    public void Remove(RequestObserver observer)
    {
        lock (_gate)
        {
            _observers.Remove(observer);
        }
    }

    private void Pass(bool isDebug, string text)
    {
        lock (_gate)
        {
            _trace.Add((isDebug, text));
            foreach (var observer in _observers)
            {
                Tell(observer, isDebug, text);
            }
        }
    }

    private static void Tell(RequestObserver observer, bool isDebug, string text) =>
        (isDebug ? observer.Debug : observer.Verbose)?.Invoke(text);
}
