using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Cards;

/// <summary>The cards of CALM V1: enrol one, look at one, wait for one.</summary>
internal sealed class CardClient
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPoll = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan NotYetFound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxPostponement = TimeSpan.FromMinutes(5);

    private readonly ApiTransport _transport;
    private readonly Clock _clock;

    public CardClient(ApiTransport transport, Clock clock)
    {
        _transport = transport;
        _clock = clock;
    }

    /// <inheritdoc cref="EnrolAsync(CardDetails, string, string?, RetryPolicy, RequestObserver, CancellationToken)"/>
    public Task<VgsCard> EnrolAsync(
        CardDetails card,
        string target,
        string? reference,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => EnrolAsync(card, target, reference, RetryPolicy.Default, observer, cancellationToken);

    /// <summary>Enrols a card. The API cannot tell a repetition from a new card, so a lost answer is <c>OutcomeUnknown</c>.</summary>
    /// <param name="card">The card.</param>
    /// <param name="target">What errors name.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="policy">How patient the request is.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<VgsCard> EnrolAsync(
        CardDetails card,
        string target,
        string? reference,
        RetryPolicy policy,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards")
        {
            Body = CardJson.Write(card),
            BodyMayHaveSecrets = MaskedNumber.HasSlip(card.Number),
            Target = target,
            Retry = policy,
        };
        var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        return CardJson.Read(request, answer, reference);
    }

    /// <summary>Asks the card's network what it knows of the card; nothing is stored.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cvv">Its CVV, as UTF-8 digits; empty where there is none.</param>
    /// <param name="target">What errors name.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<VgsCardUpdate> CheckAsync(
        CardDetails card,
        ReadOnlyMemory<byte> cvv,
        string target,
        string? reference,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var body = CardJson.WriteCheck(card, cvv);
        try
        {
            var request = new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/card-check")
            {
                Body = body,
                Target = target,
                ChangesNothing = true,
            };
            var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
            return CardJson.ReadUpdate(request, answer, reference);
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    /// <summary>The card as it is now, with its newest number and expiry.</summary>
    /// <param name="id">The card's id.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="timeout">Time limit of one try; null takes the session's.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<VgsCard> GetAsync(
        string id,
        string? reference,
        TimeSpan? timeout,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        // Who gives a request a limit does not wait longer than that for its next try.
        var policy = new RetryPolicy { MaxWait = timeout > TimeSpan.Zero ? timeout : null };
        return GetAsync(id, reference, timeout, policy, observer, cancellationToken);
    }

    /// <summary>The same, with a patience of its own.</summary>
    public async Task<VgsCard> GetAsync(
        string id,
        string? reference,
        TimeSpan? timeout,
        RetryPolicy policy,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards/" + PathSegment.Encode(id, "card id"))
        {
            Target = id,
            Timeout = timeout,
            Retry = policy,
        };
        var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        return CardJson.Read(request, answer, reference);
    }

    /// <summary>Looks at the card at growing intervals until its state is final.</summary>
    /// <param name="id">The card's id.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="limit">How long to wait; null: without end.</param>
    /// <param name="throttle">Acquired for each look, so that many waiting cards send few requests at once.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="createdAt">When the card was enrolled, where that is known: for half a minute after it, "not found"
    /// is "not yet".</param>
    /// <exception cref="VgsApiException">OperationTimeout when it is still enrolling after that time.</exception>
    public async Task<VgsCard> WaitAsync(
        string id,
        string? reference,
        TimeSpan? limit,
        RequestThrottle throttle,
        RequestObserver observer,
        CancellationToken cancellationToken,
        DateTimeOffset? createdAt = null
    )
    {
        var started = _clock.Elapsed;
        for (var pause = FirstPoll; ; pause = NextPause(pause))
        {
            VgsCard? card;
            using (await throttle.AcquireAsync(cancellationToken).ConfigureAwait(false))
            {
                // One look that hangs, or is held back, must not take longer than the whole wait.
                var policy = new RetryPolicy
                {
                    MaxPostponement = MaxPostponement,
                    MaxWait = limit - (_clock.Elapsed - started),
                    Pace = throttle.Pace,
                };
                card = await LookAsync(id, reference, limit, policy, createdAt, observer, cancellationToken)
                    .ConfigureAwait(false);
            }

            if (card is { IsFinal: true })
            {
                return card;
            }

            var left = limit - (_clock.Elapsed - started);
            if (left <= TimeSpan.Zero)
            {
                throw new VgsApiException(
                    VgsErrorId.OperationTimeout,
                    FormattableString.Invariant(
                        $"Card {id} is still {card?.State ?? "without a state"} after {limit!.Value.TotalSeconds:0.###} s."
                    ),
                    id
                )
                {
                    RecommendedAction =
                        "Enrolment goes on at VGS: look again later with Get-VgsCard, or wait longer with -TimeoutSec.",
                };
            }

            await _clock.Delay(left < pause ? left.Value : pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How much longer requests are held back, because the service asked for a pause.</summary>
    public TimeSpan HeldFor => _transport.HeldFor(VgsApi.Calm);

    // An enrolment that is yet to come by the clock, which was set back or is another machine's, excuses no card that is not there.
    private async Task<VgsCard?> LookAsync(
        string id,
        string? reference,
        TimeSpan? limit,
        RetryPolicy policy,
        DateTimeOffset? createdAt,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GetAsync(id, reference, _transport.CapTimeout(limit), policy, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VgsApiException error)
            when (error.Id == VgsErrorId.NotFound && (_clock.UtcNow - createdAt)?.Duration() < NotYetFound)
        {
            return null;
        }
    }

    private static TimeSpan NextPause(TimeSpan pause)
    {
        var next = TimeSpan.FromTicks(pause.Ticks * 8 / 5);
        return next < MaxPoll ? next : MaxPoll;
    }
}
