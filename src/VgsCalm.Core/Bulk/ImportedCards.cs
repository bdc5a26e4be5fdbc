using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Bulk;

/// <summary>
/// The cards that an import has brought to VGS, whole and as VGS has them now, in the order of the input. Some are asked for ahead, so
/// that memory does not grow with the import.
/// </summary>
internal sealed class ImportedCards : IDisposable
{
    private readonly CardClient _cards;
    private readonly RequestThrottle _throttle;
    private readonly int _maxAhead;
    private readonly IEnumerator<EnrolmentRecord> _records;
    private readonly Queue<Task<VgsCard>> _ahead = new();

    /// <param name="journal">Knows the cards.</param>
    /// <param name="cards">Gets them.</param>
    /// <param name="throttle">Taken for each request.</param>
    /// <param name="rows">How many rows the input has.</param>
    /// <param name="maxAhead">How many are asked for at once.</param>
    public ImportedCards(EnrolmentJournal journal, CardClient cards, RequestThrottle throttle, long rows, int maxAhead)
    {
        _cards = cards;
        _throttle = throttle;
        _maxAhead = maxAhead;
        _records = journal.LastRecords(rows).Where(record => record.Id is not null).GetEnumerator();
    }

    /// <summary>The next card, or the error in its place; null at the end.</summary>
    public async Task<(VgsCard? Card, VgsApiException? Error)?> NextAsync(
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        while (_ahead.Count < _maxAhead && _records.MoveNext())
        {
            var record = _records.Current;
            var card = Task.Run(() => GetAsync(record, observer, cancellationToken), cancellationToken);

            // A caller that stops early never looks at it.
            card.IgnoreFault();
            _ahead.Enqueue(card);
        }

        if (_ahead.Count == 0)
        {
            return null;
        }

        try
        {
            return (await _ahead.Dequeue().ConfigureAwait(false), null);
        }
        catch (VgsApiException error)
        {
            return (null, error);
        }
    }

    public void Dispose() => _records.Dispose();

    private async Task<VgsCard> GetAsync(
        EnrolmentRecord record,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using (await _throttle.AcquireAsync(cancellationToken).ConfigureAwait(false))
        {
            return await _cards
                .GetAsync(record.Id!, record.Reference, timeout: null, observer, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
