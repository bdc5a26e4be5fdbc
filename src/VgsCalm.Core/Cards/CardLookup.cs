using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Cards;

/// <summary>Looks at many cards until their states are final, with a bounded number of requests at once.</summary>
internal sealed class CardLookup : IDisposable
{
    /// <summary>Cards that may wait at once: each sends a request now and then only.</summary>
    public const int MaxWaiting = 256;

    private readonly RequestThrottle _turn;

    public CardLookup(int throttleLimit, Clock clock) =>
        _turn = new RequestThrottle(throttleLimit, perMinute: 0, clock);

    /// <summary>The id as an address may hold it. Addresses are logged on the way: a card number must not be in one.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: it is no card's id.</exception>
    public static string CheckId(string? id, string target)
    {
        if (id is null || string.IsNullOrWhiteSpace(id))
        {
            throw Refused(
                target,
                "there is no card id (CRD…) in it",
                "The output of New-VgsCard and the result file of Import-VgsCard have it, as Id. A row that has none there was refused, or "
                    + "lost its answer and may be enrolled: look at its Outcome before you send it again."
            );
        }

        return !MaskedNumber.MayBeCardNumber(id)
            ? id
            : throw Refused(target, "a card number is no card id", "Give the id (CRD…) that it was given at VGS.");
    }

    /// <summary>The card once its state is final.</summary>
    /// <param name="cards">The session's: one that is opened anew in the middle serves the next cards.</param>
    /// <param name="id">The card's id.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="limit">How long to wait; null: without end.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<VgsCard> WaitAsync(
        CardClient cards,
        string id,
        string? reference,
        TimeSpan? limit,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => cards.WaitAsync(id, reference, limit, _turn, observer, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private static VgsApiException Refused(string target, string why, string action) =>
        new(VgsErrorId.RequestInvalid, $"The card of {target} was not asked for: {why}.", target)
        {
            RecommendedAction = action,
        };
}
