using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Bulk;

/// <summary>Asks again for the cards that are still enrolling, until their state is final or their time is over.</summary>
internal sealed class FinalStateWait(
    CardClient cards,
    EnrolmentJournal journal,
    RequestThrottle throttle,
    EnrolmentRun run,
    EnrolmentCounts counts
)
{
    private readonly RowRefusals _refusals = new();
    private VgsApiException? _first;
    private volatile bool _isHopeless;

    /// <summary>Waits for all of them.</summary>
    /// <param name="limit">How long to wait for each card; null: without end.</param>
    /// <param name="maxWaiting">How many cards may wait at once.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The first error that is not just a card's time being over; null where there was none.</returns>
    public async Task<VgsApiException?> RunAsync(
        TimeSpan? limit,
        int maxWaiting,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var room = new SemaphoreSlim(maxWaiting, maxWaiting);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            for (long row = 1, last = journal.LastRow; row <= last && !_isHopeless && run.MaySend; row++)
            {
                if (journal.StateOf(row) != EnrolmentState.Enrolling || journal.Read(row) is not { Id: { } id } record)
                {
                    continue;
                }

                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (_isHopeless)
                {
                    break;
                }

                run.Start(() => WaitForOneAsync(record, id, limit, observer, over), release: () => room.Release());
            }
        }
        catch
        {
            over.Cancel();
            throw;
        }
        finally
        {
            await run.DrainAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        run.ThrowIfFailed();
        journal.Flush();
        return _first;
    }

    private async Task WaitForOneAsync(
        EnrolmentRecord record,
        string id,
        TimeSpan? limit,
        RequestObserver observer,
        CancellationTokenSource over
    )
    {
        try
        {
            var card = await cards
                .WaitAsync(id, record.Reference, limit, throttle, observer, over.Token, record.At)
                .ConfigureAwait(false);
            var outcome = EnrolmentOutcome.FromCard(record, card);
            journal.Append(outcome);
            counts.Move(EnrolmentState.Enrolling, outcome.State);
            counts.CountEvent(record.Event, -1);
            counts.CountEvent(outcome.Event);
            _refusals.OnAnswered();
        }
        catch (VgsApiException error) when (error.Id == VgsErrorId.OperationTimeout)
        {
            // Enrolment goes on at VGS; the row stays enrolling.
        }
        catch (VgsApiException error)
        {
            // What VGS says of one card concerns that card; without an answer, or after several such in a row, the others would meet
            // it too. A refused token, and a service that puts off every request, are met by those that wait already as well: one that
            // stays enrolling would be asked for without end.
            var concernsAll = error.StatusCode == 401 || error.IsPostponed;
            if (
                concernsAll
                || error.StatusCode is null
                || (error.Id != VgsErrorId.NotFound && _refusals.IsOneTooMany(false))
            )
            {
                _isHopeless = true;
            }

            Interlocked.CompareExchange(ref _first, error, null);
            if (concernsAll)
            {
                over.Cancel();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // What has ended the wait is told to the caller.
        }
        catch
        {
            // A journal that cannot be written: so does this.
            over.Cancel();
            throw;
        }
    }
}
