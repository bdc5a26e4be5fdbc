using VgsCalm.Auth;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>
/// The session's token for its requests. A request that waits for a service that puts it off (an import's) also waits for a token
/// endpoint that is out of order, for as long.
/// </summary>
internal sealed class PatientTokens
{
    private readonly AccessTokenSource _tokens;
    private readonly Clock _clock;

    /// <param name="tokens">Where the token comes from.</param>
    /// <param name="clock">Time.</param>
    public PatientTokens(AccessTokenSource tokens, Clock clock)
    {
        _tokens = tokens;
        _clock = clock;
    }

    /// <param name="patience">How long to wait for a token in all; null: a failure is one at once.</param>
    /// <param name="observer">Hears of the request for a token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="VgsApiException">There is no token.</exception>
    public ValueTask<AccessToken> GetAsync(
        TimeSpan? patience,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        _tokens.CurrentIfGood is { } good
            ? new ValueTask<AccessToken>(good)
            : WaitOutAsync(refused: null, patience, observer, cancellationToken);

    /// <summary>A token that is not <paramref name="refused"/>.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public ValueTask<AccessToken> RenewAsync(
        AccessToken refused,
        TimeSpan? patience,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => WaitOutAsync(refused, patience, observer, cancellationToken);

    private async ValueTask<AccessToken> WaitOutAsync(
        AccessToken? refused,
        TimeSpan? patience,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        TimeSpan? failing = null;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return refused is null
                    ? await _tokens.GetAsync(observer, cancellationToken).ConfigureAwait(false)
                    : await _tokens.RenewAsync(refused, observer, cancellationToken).ConfigureAwait(false);
            }
            catch (VgsApiException error) when (error.MayPass && patience is not null)
            {
                failing ??= _clock.Elapsed;
                if (_clock.Elapsed - failing >= patience)
                {
                    throw;
                }
            }

            var pause = RetryRules.BackoffOfGate(failures, isTold: false);
            observer.OnHeldBack(pause, _clock.UtcNow + pause);
            await _clock.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
