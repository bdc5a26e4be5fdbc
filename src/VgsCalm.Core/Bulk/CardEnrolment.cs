using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Bulk;

/// <summary>
/// Enrols rows, many at once, so that none is lost and none is sent twice: each is in the journal before its request leaves and
/// after its answer came. What an earlier run of the same journal did is not done again. Rows are given one at a time.
/// </summary>
internal sealed class CardEnrolment : IDisposable
{
    // Failures of connections, and a service that puts off every row, are waited out; then the import stops, and a later run goes on.
    private const int MaxRetries = 10;
    private static readonly TimeSpan MaxPostponement = TimeSpan.FromMinutes(5);

    private readonly CardClient _cards;
    private readonly EnrolmentJournal _journal;
    private readonly RequestThrottle _throttle;
    private readonly EnrolmentOptions _options;
    private readonly RetryPolicy _policy;
    private readonly CommonTrouble _commonTrouble;
    private readonly JournalFit _fit;
    private readonly EnrolmentRun _run = new();
    private readonly FinalStateWait _wait;
    private long _row;

    /// <param name="cards">Sends the cards.</param>
    /// <param name="journal">What is known of the rows.</param>
    /// <param name="options">How they are enrolled.</param>
    /// <param name="clock">Time.</param>
    public CardEnrolment(CardClient cards, EnrolmentJournal journal, EnrolmentOptions options, Clock clock)
    {
        _cards = cards;
        _journal = journal;
        _options = options;
        _throttle = new RequestThrottle(options.ThrottleLimit, options.RequestsPerMinute, clock);
        _policy = new RetryPolicy
        {
            MaximumRetries = MaxRetries,
            MaxPostponement = MaxPostponement,
            Pace = _throttle.Pace,
        };
        _commonTrouble = new CommonTrouble(_run, options.ThrottleLimit);
        _fit = new JournalFit(journal);
        Seen = new SeenCards(options, Counts);
        _wait = new FinalStateWait(cards, journal, _throttle, _run, Counts);
    }

    public EnrolmentCounts Counts { get; } = new();

    /// <summary>The cards of the rows so far.</summary>
    public SeenCards Seen { get; }

    /// <summary>Rows given so far.</summary>
    public long Rows => Interlocked.Read(ref _row);

    /// <summary>Takes the next row. Returns when the row is on its way, or known not to be sent.</summary>
    /// <exception cref="VgsApiException">JournalMismatch, or what stopped the import.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public Task AddAsync(CardRow row, RequestObserver observer, CancellationToken cancellationToken) =>
        Take(row) is { } next ? SendAsync(next, observer, cancellationToken) : Task.CompletedTask;

    /// <summary>Takes the next row, and leaves it to the caller when it is sent.</summary>
    /// <returns>The row to send; null where the journal knows that there is nothing to do.</returns>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public TakenRow? Take(CardRow row)
    {
        _run.ThrowIfFailed();
        var record = row.Describe(Interlocked.Increment(ref _row));
        var known = _fit.Add(record);
        if (!_fit.IsFit)
        {
            throw _fit.Describe(hasBegun: _run.HasBegun);
        }

        if (NeedsSending(known))
        {
            return new TakenRow(row, record, known);
        }

        Seen.AddKnown(row);
        return null;
    }

    /// <summary>Sends a row that was taken. Returns when it is on its way, or known not to be sent.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public async Task SendAsync(TakenRow taken, RequestObserver observer, CancellationToken cancellationToken)
    {
        // A row that is rejected here does not make a duplicate of a later row with its number, which may be the good one.
        if (Check(taken, isSeen: Seen.CountIfDuplicate(taken.Row)) is not { } card)
        {
            return;
        }

        Seen.Add(taken.Row);
        var lease = await _throttle.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _run.ThrowIfFailed();
            Start(card, taken, lease, observer);
            lease = null;
        }
        finally
        {
            lease?.Dispose();
        }
    }

    /// <summary>
    /// Waits for everything that is under way. Cancelled, it waits no more: <see cref="StopAsync"/> ends what is under way.
    /// </summary>
    /// <exception cref="VgsApiException">What stopped the import; or JournalMismatch where the journal knows more rows
    /// than there were.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _run.DrainAsync().EndsOrIsCancelledAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _run.ThrowIfFailed();
        _fit.Complete();
        if (!_fit.IsFit)
        {
            throw _fit.Describe(hasBegun: _run.HasBegun);
        }

        _journal.Flush();
    }

    /// <inheritdoc cref="EnrolmentRun.StopAsync"/>
    public Task StopAsync(TimeSpan grace) => _run.StopAsync(grace);

    /// <inheritdoc cref="FinalStateWait.RunAsync"/>
    public Task<VgsApiException?> WaitForFinalStatesAsync(
        TimeSpan? limit,
        int maxWaiting,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => _wait.RunAsync(limit, maxWaiting, observer, cancellationToken);

    /// <summary>The cards that VGS has taken, by the same throttle.</summary>
    public ImportedCards ReadCards(int maxAhead) => new(_journal, _cards, _throttle, Rows, maxAhead);

    public void Dispose()
    {
        _throttle.Dispose();
        _run.Dispose();
    }

    private bool NeedsSending(EnrolmentRecord? known)
    {
        if (_options.TakesUp(known))
        {
            return true;
        }

        var now = EnrolmentOutcome.AfterItsRun(known);
        if (now != known)
        {
            _journal.Append(now);
        }

        Counts.Add(now.State);
        Counts.CountEvent(known.Event);
        return false;
    }

    // The card to send; null where the row is refused.
    private CardDetails? Check(TakenRow taken, bool isSeen)
    {
        var (row, record, known) = taken;
        EnrolmentRecord refused;
        if (isSeen && _options.SkipDuplicate)
        {
            refused = EnrolmentOutcome.LeftOut(record, taken.WasLost);
        }
        else
        {
            try
            {
                return row.ToCard(record.Target);
            }
            catch (VgsApiException error)
            {
                refused = EnrolmentOutcome.FromError(record, error, taken.WasLost);
            }
        }

        // As it was: the journal has it already.
        if (known is null || refused with { At = known.At, EndedAfter = known.EndedAfter } != known)
        {
            _journal.Append(refused);
        }

        Counts.Add(refused.State);
        return null;
    }

    private void Start(CardDetails card, TakenRow taken, IDisposable lease, RequestObserver observer) =>
        _run.Start(
            async () =>
            {
                var row = new RowEnrolment(taken, _journal, _run, observer);
                if (await row.SendAsync(card, _cards, _policy).ConfigureAwait(false) is { } outcome)
                {
                    RecordOutcome(outcome);
                }

                _commonTrouble.OnAnswered(row.Error, isRepeated: taken.Known is { State: EnrolmentState.Rejected });
            },
            release: lease.Dispose
        );

    private void RecordOutcome(EnrolmentRecord outcome)
    {
        _journal.Append(outcome);
        Counts.Add(outcome.State);
        Counts.CountEvent(outcome.Event);
        Counts.CountSent();
        _commonTrouble.OnOutcome(outcome);
    }
}
