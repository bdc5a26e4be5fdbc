using VgsCalm.Http.Exchange;

namespace VgsCalm.Auth;

/// <summary>
/// One token request under way and the callers that wait for it. Its owner's lock guards Join, Leave and Keep.
/// </summary>
/// <param name="closed">The error of callers that still wait when the session is closed.</param>
// The source has no timer and no wait handle: there is nothing to dispose of, and late callers may still look at it.
#pragma warning disable CA1001
internal sealed class TokenFlight(Func<VgsApiException> closed)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly SharedObserver _observers = new();
    private Task<AccessToken>? _request;
    private int _waiting;
    private bool _isKept;

    /// <summary>True when the request is taking longer than callers with a good token wait.</summary>
    public bool IsSlow => Volatile.Read(ref _isKept);

    /// <summary>Starts the request on the pool: it must not run inside the owner's lock.</summary>
    public void Start(Func<RequestObserver, CancellationToken, Task<AccessToken>> request)
    {
        _request = Task.Run(() => request(_observers.Observer, _cancel.Token), CancellationToken.None);

        // When every caller has left, the next one asks again and meets the failure itself.
        _request.IgnoreFault();
    }

    /// <summary>Adds a caller. Its observer hears of the request, also of what happened before the caller came.</summary>
    public void Join(RequestObserver observer)
    {
        _waiting++;
        _observers.Add(observer);
    }

    /// <summary>Removes a caller. The last one ends the request, unless the session keeps it.</summary>
    /// <returns>True when the flight is over.</returns>
    public bool Leave(RequestObserver observer)
    {
        _waiting--;
        _observers.Remove(observer);
        if (_request!.IsCompleted)
        {
            return true;
        }

        if (_waiting > 0 || _isKept)
        {
            return false;
        }

        Cancel();
        return true;
    }

    /// <summary>Keeps the request under way for the session's next caller, after those who wait for it now have left.</summary>
    public void Keep() => Volatile.Write(ref _isKept, true);

    public void Cancel() => _cancel.Cancel();

    /// <summary>The token. A caller that is cancelled stops waiting; the others go on.</summary>
    public async Task<AccessToken> WaitAsync(CancellationToken cancellationToken)
    {
        var request = _request!;
        if (!request.IsCompleted && cancellationToken.CanBeCanceled)
        {
            await request.EndsOrIsCancelledAsync(cancellationToken).ConfigureAwait(false);
            if (!request.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or ObjectDisposedException
                && _cancel.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested
            )
        {
            // The session wipes its secret as soon as it has cancelled the request, which may need it once more.
            throw closed();
        }
    }
}
