using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>A list of the service that a session remembers, for completion and for defaults.</summary>
internal sealed class RememberedList<T>
{
    private readonly Func<RequestObserver, CancellationToken, Task<IReadOnlyList<T>>> _fetch;
    private readonly object _gate = new();
    private IReadOnlyList<T>? _list;
    private Task<IReadOnlyList<T>>? _background;
    private int _forgotten;

    public RememberedList(Func<RequestObserver, CancellationToken, Task<IReadOnlyList<T>>> fetch) => _fetch = fetch;

    /// <summary>The list as it is now at the service.</summary>
    public async Task<IReadOnlyList<T>> FetchAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        int begun;
        lock (_gate)
        {
            begun = _forgotten;
        }

        var list = await _fetch(observer, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            // What was asked for before the list was forgotten may be as old as the one that was.
            if (begun == _forgotten)
            {
                _list = list;
            }
        }

        return list;
    }

    /// <summary>The list as it is remembered; fetched where it never was.</summary>
    public async Task<IReadOnlyList<T>> GetAsync(RequestObserver observer, CancellationToken cancellationToken) =>
        Known ?? await FetchAsync(observer, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// What is known within the limit, for a person who waits at a prompt. A fetch that takes longer goes on, and what it brings
    /// is there the next time.
    /// </summary>
    public IReadOnlyList<T> Peek(TimeSpan limit)
    {
        Task<IReadOnlyList<T>> fetch;
        lock (_gate)
        {
            if (_list is { } known)
            {
                return known;
            }

            fetch = _background is { IsCompleted: false } running
                ? running
                : _background = Task.Run(() => FetchAsync(new RequestObserver(), CancellationToken.None));
        }

        try
        {
            fetch.IgnoreFault();
            return fetch.Wait(limit) ? fetch.Result : [];
        }
        catch (AggregateException)
        {
            // A completion that fails completes nothing; the command itself will say why.
            return [];
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _list = null;
            _background = null;
            _forgotten++;
        }
    }

    private IReadOnlyList<T>? Known
    {
        get
        {
            lock (_gate)
            {
                return _list;
            }
        }
    }
}
