using System.Globalization;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>Waits until a new service account gets a token of its own; it may need ten seconds and more for that.</summary>
internal sealed class SuccessorProof
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private readonly Func<ServiceAccount, RequestObserver, CancellationToken, Task> _prove;
    private readonly Clock _clock;
    private readonly TimeSpan _limit;
    private readonly TimeSpan _started;
    private int _tries;

    /// <param name="prove">Gets a token with the credentials of an account, or throws.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="clock">Time.</param>
    public SuccessorProof(
        Func<ServiceAccount, RequestObserver, CancellationToken, Task> prove,
        TimeSpan limit,
        Clock clock
    )
    {
        _prove = prove;
        _limit = limit;
        _clock = clock;
        _started = clock.Elapsed;
    }

    /// <summary>How it went so far, such as <c>asked 4 times in 12.3 s</c>.</summary>
    public string Course =>
        $"asked {(_tries == 1 ? "once" : $"{_tries} times")} in {Taken.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s";

    private TimeSpan Taken => _clock.Elapsed - _started;

    /// <exception cref="VgsApiException">It got none: in time, or because no waiting helps.</exception>
    public async Task RunAsync(ServiceAccount successor, RequestObserver observer, CancellationToken cancellationToken)
    {
        // An endpoint that hangs must not outlast the limit: the session's own time limit may be far longer.
        using var overall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        overall.CancelAfter(_limit);
        VgsApiException? last = null;
        for (var pause = FirstPause; ; pause = pause + pause < MaxPause ? pause + pause : MaxPause)
        {
            _tries++;
            try
            {
                await _prove(successor, observer, overall.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw TimedOut(successor, last);
            }
            catch (VgsApiException error) when (MayPass(error.Id) && Taken + pause < _limit)
            {
                // Not yet, or the endpoint is out of order for a moment: there is time for another try.
                last = error;
            }
            catch (VgsApiException error) when (error.Id == VgsErrorId.AuthenticationFailed)
            {
                // The id and the secret are as VGS gave them.
                throw error.Reworded(error.Message, "Try again, or give the new account more time with -TimeoutSec.");
            }

            await _clock.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether an account that had its tokens is still given one. True where that cannot be told.</summary>
    public async Task<bool> IsInForceAsync(
        ServiceAccount account,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var overall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        overall.CancelAfter(_limit);
        try
        {
            await _prove(account, observer, overall.Token).ConfigureAwait(false);
            return true;
        }
        catch (VgsApiException error)
        {
            return error.Id != VgsErrorId.AuthenticationFailed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    // The limit ends a try in the midst of its own repetitions, whose failures are not known here.
    private VgsApiException TimedOut(ServiceAccount successor, VgsApiException? last) =>
        new(
            VgsErrorId.OperationTimeout,
            $"The token endpoint gave no token within {_limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s."
                + (last is null ? "" : $" The try before the last one: {last.Message}"),
            successor.ClientId
        )
        {
            RecommendedAction = "Try again, or give more time with -TimeoutSec.",
        };

    private static bool MayPass(VgsErrorId id) =>
        id
            is VgsErrorId.AuthenticationFailed
                or VgsErrorId.TokenEndpointUnavailable
                or VgsErrorId.OperationTimeout
                or VgsErrorId.RateLimited
                or VgsErrorId.TokenResponseInvalid;
}
