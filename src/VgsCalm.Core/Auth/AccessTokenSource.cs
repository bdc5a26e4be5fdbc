using VgsCalm.Http;

namespace VgsCalm.Auth;

/// <summary>
/// The one place that owns a session's token. Any number of callers share it; it is renewed before it expires,
/// by one request at a time, and a failure is never kept.
/// </summary>
internal sealed class AccessTokenSource : IDisposable
{
    // While the endpoint is out of order and the old token still good, the next try waits this long.
    private static readonly TimeSpan PauseAfterFailedRenewal = TimeSpan.FromSeconds(5);

    // So long a caller whose token is still good waits for a better one.
    private static readonly TimeSpan PatienceWithRenewal = TimeSpan.FromSeconds(5);

    private readonly Func<RequestObserver, CancellationToken, Task<AccessToken>> _request;
    private readonly Clock _clock;
    private readonly object _gate = new();
    private AccessToken? _current;
    private TokenFlight? _flight;
    private TimeSpan _renewNotBefore;
    private int _requests;
    private bool _closed;

    public AccessTokenSource(Func<RequestObserver, CancellationToken, Task<AccessToken>> request, Clock clock)
    {
        _request = request;
        _clock = clock;
    }

    /// <summary>The token as it is; null before the first request and after Dispose.</summary>
    public AccessToken? Current => Volatile.Read(ref _current);

    /// <summary>The token, where it is not due for renewal; else null.</summary>
    public AccessToken? CurrentIfGood => Current is { } current && IsGood(current) ? current : null;

    /// <summary>How many times a token was asked for since the session began.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>
    /// A token that is good now: the current one, or a new one when that is due for renewal. A renewal that takes long is not
    /// waited for while the current token is good; it stays under way until it ends, <paramref name="cancellationToken"/> of all
    /// who need it is cancelled, or the session is closed.
    /// </summary>
    public async ValueTask<AccessToken> GetAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        var current = Current;
        if (current is not null && IsGood(current))
        {
            return current;
        }

        var now = _clock.Elapsed;
        if (current is null || now >= current.ExpiresAt)
        {
            return await JoinRequest(current, observer, cancellationToken).ConfigureAwait(false);
        }

        var renewal = RenewEarly(current, observer, cancellationToken);
        var canGoOnWithout = now + PatienceWithRenewal < current.ExpiresAt;
        if (canGoOnWithout && await TakesLong(renewal, current).ConfigureAwait(false))
        {
            return current;
        }

        return await renewal.ConfigureAwait(false);
    }

    /// <summary>A token other than <paramref name="refused"/>: the newer one if another caller has it already, else a new one.</summary>
    public Task<AccessToken> RenewAsync(
        AccessToken? refused,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => JoinRequest(refused, observer, cancellationToken);

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

        flight?.Abandon();
    }

    private async Task<AccessToken> RenewEarly(
        AccessToken current,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await JoinRequest(current, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error) when (MaySucceedLater(error) && _clock.Elapsed < current.ExpiresAt)
        {
            // Renewal was early on purpose: an endpoint that is out of order for a moment costs nobody a request.
            return current;
        }
    }

    private async Task<bool> TakesLong(Task renewal, AccessToken current)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(renewal, _clock.Delay(PatienceWithRenewal, over.Token)).ConfigureAwait(false);
        over.Cancel();
        lock (_gate)
        {
            if (renewal.IsCompleted || _flight is null || _clock.Elapsed >= current.ExpiresAt)
            {
                return false;
            }

            // Whoever comes while it is still under way does not wait at all.
            _renewNotBefore = current.ExpiresAt;
        }

        // Nobody waits for it any more: whether it fails is for the next one to find out, who asks again.
        _ = renewal.ContinueWith(
            ended => ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return true;
    }

    private bool IsGood(AccessToken token)
    {
        var now = _clock.Elapsed;
        return now < token.RenewAt || (now < _renewNotBefore && now < token.ExpiresAt);
    }

    private async Task<AccessToken> JoinRequest(
        AccessToken? seen,
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

            // Second look under the lock: somebody may have renewed meanwhile.
            if (_current is { } current && !ReferenceEquals(current, seen))
            {
                return current;
            }

            flight = _flight ??= StartFlight(observer);
            flight.Join();
        }

        try
        {
            return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                // The request belongs to those who wait for it: when the last one leaves, it ends.
                if (flight.Leave())
                {
                    Land(flight, TimeSpan.Zero);
                }
            }
        }
    }

    private TokenFlight StartFlight(RequestObserver observer)
    {
        TokenFlight? flight = null;
        flight = TokenFlight.Start(async cancel =>
        {
            AccessToken? token = null;
            var pause = TimeSpan.Zero;
            try
            {
                Interlocked.Increment(ref _requests);
                token = await _request(observer, cancel).ConfigureAwait(false);
                return token;
            }
            catch (VgsApiException error) when (MaySucceedLater(error))
            {
                pause = _clock.Elapsed + PauseAfterFailedRenewal;
                throw;
            }
            finally
            {
                // Token in, flight out, in one step: nobody can join a flight that is over and get its old answer.
                lock (_gate)
                {
                    Land(flight, pause);
                    if (token is not null && !_closed)
                    {
                        _current = token;
                    }
                }
            }
        });
        return flight;
    }

    /// <summary>The flight is over, and with it what was decided on its account. Called under the lock.</summary>
    private void Land(TokenFlight? flight, TimeSpan renewNotBefore)
    {
        if (!ReferenceEquals(_flight, flight))
        {
            return;
        }

        _flight = null;
        _renewNotBefore = renewNotBefore;
    }

    private static bool MaySucceedLater(VgsApiException error) =>
        error.Id
            is VgsErrorId.TokenEndpointUnavailable
                or VgsErrorId.OperationTimeout
                or VgsErrorId.RateLimited
                or VgsErrorId.TokenResponseInvalid;

    private static VgsApiException Closed() =>
        new(VgsErrorId.NotConnected, "The session was disconnected; its token and secret are gone.")
        {
            RecommendedAction = "Run Connect-VgsCalm again.",
        };
}
