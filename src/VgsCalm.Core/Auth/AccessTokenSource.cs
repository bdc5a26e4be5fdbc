using VgsCalm.Http.Exchange;

namespace VgsCalm.Auth;

/// <summary>
/// The one place that owns a session's token. Any number of callers share it; it is renewed before it expires,
/// by one request at a time, and a failure is never kept.
/// </summary>
internal sealed class AccessTokenSource : IDisposable
{
    // After a failed renewal callers use the old token, while it is good, for this long before one of them asks again.
    private static readonly TimeSpan PauseAfterFailedRenewal = TimeSpan.FromSeconds(5);

    // A caller whose token is still good waits this long for a new one.
    private static readonly TimeSpan RenewalWaitLimit = TimeSpan.FromSeconds(5);

    private readonly Func<RequestObserver, CancellationToken, Task<AccessToken>> _request;
    private readonly Clock _clock;
    private readonly object _gate = new();
    private AccessToken? _current;
    private TokenFlight? _flight;
    private TimeSpan _nextRenewalAt;
    private int _requests;
    private bool _closed;

    public AccessTokenSource(Func<RequestObserver, CancellationToken, Task<AccessToken>> request, Clock clock)
    {
        _request = request;
        _clock = clock;
    }

    /// <summary>What Connect-VgsCalm is given to open the same session again, with a blank before it, or nothing.</summary>
    public string ReopenArguments { get; init; } = "";

    /// <summary>The token as it is; null before the first request and after Dispose.</summary>
    public AccessToken? Current => Volatile.Read(ref _current);

    /// <summary>The token, where no caller would wait for another one; else null.</summary>
    public AccessToken? CurrentIfGood => Current is { } current && IsGood(current) ? current : null;

    /// <summary>How many times a token was asked for since the session began.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>
    /// A token that is good now: the current one, or a new one when that is due for renewal. A caller with a good token waits for a
    /// slow renewal no longer than five seconds; the session then keeps the renewal under way for the next caller.
    /// </summary>
    public async ValueTask<AccessToken> GetAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        var current = Current;
        if (current is not null && IsGood(current))
        {
            return current;
        }

        return current is null || current.IsExpired(_clock)
            ? await RenewAsync(current, observer, cancellationToken).ConfigureAwait(false)
            : await RenewEarlyAsync(current, observer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A token other than <paramref name="refused"/>: the newer one if another caller has it already, else a new one.</summary>
    public async Task<AccessToken> RenewAsync(
        AccessToken? refused,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        TokenFlight flight;
        lock (_gate)
        {
            if (_closed)
            {
                throw Closed();
            }

            // Second look under the lock: another caller may have renewed meanwhile.
            if (_current is { } current && !ReferenceEquals(current, refused))
            {
                return current;
            }

            flight = _flight ??= StartFlight();
            flight.Join(observer);
        }

        try
        {
            return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (flight.Leave(observer))
                {
                    Remove(flight);
                }
            }
        }
    }

    public void Dispose()
    {
        TokenFlight? flight;
        lock (_gate)
        {
            _closed = true;
            _current = null;
            flight = _flight;
            _flight = null;
        }

        flight?.Cancel();
    }

    // Renewal is early on purpose: an endpoint that is slow or out of order for a moment delays no request.
    private async Task<AccessToken> RenewEarlyAsync(
        AccessToken current,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var renewal = RenewAsync(current, observer, cancellationToken);
        if (
            current.Remaining(_clock) > RenewalWaitLimit
            && await ExceedsWaitLimitAsync(renewal, current).ConfigureAwait(false)
        )
        {
            return current;
        }

        try
        {
            return await renewal.ConfigureAwait(false);
        }
        catch (VgsApiException error) when (MaySucceedLater(error) && !current.IsExpired(_clock))
        {
            return current;
        }
    }

    private async Task<bool> ExceedsWaitLimitAsync(Task renewal, AccessToken current)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(renewal, _clock.Delay(RenewalWaitLimit, over.Token)).ConfigureAwait(false);
        over.Cancel();
        lock (_gate)
        {
            if (renewal.IsCompleted || _flight is null || current.IsExpired(_clock))
            {
                return false;
            }

            _flight.Keep();
        }

        renewal.IgnoreFault();
        return true;
    }

    private bool IsGood(AccessToken token) =>
        !token.IsDueForRenewal(_clock) || (!token.IsExpired(_clock) && IsRenewalPutOff());

    // Until the pause after a failed renewal has passed, or while a slow renewal is under way.
    private bool IsRenewalPutOff()
    {
        lock (_gate)
        {
            return _flight is null ? _clock.Elapsed < _nextRenewalAt : _flight.IsSlow;
        }
    }

    private TokenFlight StartFlight()
    {
        var flight = new TokenFlight(Closed);
        flight.Start((observer, cancellationToken) => RequestAsync(flight, observer, cancellationToken));
        return flight;
    }

    private async Task<AccessToken> RequestAsync(
        TokenFlight flight,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _requests);
        AccessToken? token = null;
        var nextRenewalAt = TimeSpan.Zero;
        try
        {
            return token = await _request(observer, cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error) when (MaySucceedLater(error))
        {
            nextRenewalAt = _clock.Elapsed + PauseAfterFailedRenewal;
            throw;
        }
        finally
        {
            CompleteFlight(flight, token, nextRenewalAt);
        }
    }

    // Token in, flight out, in one step: no caller can join a flight that is over and get its old answer.
    private void CompleteFlight(TokenFlight flight, AccessToken? token, TimeSpan nextRenewalAt)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_flight, flight))
            {
                _flight = null;
                _nextRenewalAt = nextRenewalAt;
            }

            if (token is not null && !_closed)
            {
                _current = token;
            }
        }
    }

    private void Remove(TokenFlight flight)
    {
        if (ReferenceEquals(_flight, flight))
        {
            _flight = null;
        }
    }

    private static bool MaySucceedLater(VgsApiException error) =>
        error.Id
            is VgsErrorId.TokenEndpointUnavailable
                or VgsErrorId.OperationTimeout
                or VgsErrorId.RateLimited
                or VgsErrorId.TokenResponseInvalid;

    /// <summary>The error of a command that still uses a session that was closed.</summary>
    public VgsApiException Closed() =>
        new(VgsErrorId.NotConnected, "The session was disconnected; its token and secret are gone.")
        {
            RecommendedAction = $"Run Connect-VgsCalm{ReopenArguments} again.",
        };
}
