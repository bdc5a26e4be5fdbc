using VgsCalm.Auth;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>The session's token for one request. A request that waits for a service that puts it off (an import's) also waits for a
/// token endpoint that is out of order, for as long.</summary>
internal sealed class PatientTokens
{
    private readonly AccessTokenSource _tokens;
    private readonly Clock _clock;
    private readonly TimeSpan? _patience;

    /// <param name="tokens">Where the token comes from.</param>
    /// <param name="clock">Time.</param>
    /// <param name="patience">How long to wait for a token in all; null: a failure is one at once.</param>
    public PatientTokens(AccessTokenSource tokens, Clock clock, TimeSpan? patience)
    {
        _tokens = tokens;
        _clock = clock;
        _patience = patience;
    }

    /// <exception cref="VgsApiException">There is no token.</exception>
    public ValueTask<AccessToken> GetAsync(RequestObserver observer, CancellationToken cancellationToken) =>
        WaitOutAsync(refused: null, observer, cancellationToken);

    /// <summary>A token that is not <paramref name="refused"/>.</summary>
    /// <exception cref="VgsApiException">There is none.</exception>
    public ValueTask<AccessToken> RenewAsync(
        AccessToken refused,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => WaitOutAsync(refused, observer, cancellationToken);

    private async ValueTask<AccessToken> WaitOutAsync(
        AccessToken? refused,
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
            catch (VgsApiException error) when (error.MayPass && _patience is not null)
            {
                failing ??= _clock.Elapsed;
                if (_clock.Elapsed - failing >= _patience)
                {
                    throw;
                }
            }

            var pause = RetryRules.BackoffOfGate(failures, isTold: false);
            observer.OnHeldBack(int.MinValue + failures, pause, _clock.UtcNow + pause);
            await _clock.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
