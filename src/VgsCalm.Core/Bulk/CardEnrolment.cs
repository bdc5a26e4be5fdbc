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
    private readonly CardClient _cards;
    private readonly EnrolmentJournal _journal;
    private readonly RequestThrottle _throttle;
    private readonly bool _retryUnknown;
    private readonly int _maxUnknownInARow;
    private readonly EnrolmentRun _run = new();
    private readonly FinalStateWait _wait;
    private long _row;
    private int _unknownInARow;

    /// <param name="cards">Sends the cards.</param>
    /// <param name="journal">What is known of the rows.</param>
    /// <param name="throttleLimit">Requests under way at once.</param>
    /// <param name="requestsPerMinute">Requests that may begin in a minute; 0: any number.</param>
    /// <param name="retryUnknown">Whether rows whose answer was lost in an earlier run are sent again.</param>
    /// <param name="clock">Time.</param>
    public CardEnrolment(
        CardClient cards,
        EnrolmentJournal journal,
        int throttleLimit,
        int requestsPerMinute,
        bool retryUnknown,
        Clock clock
    )
    {
        _cards = cards;
        _journal = journal;
        _throttle = new RequestThrottle(throttleLimit, requestsPerMinute, clock);
        _retryUnknown = retryUnknown;
        _maxUnknownInARow = Math.Max(20, 2 * throttleLimit);
        _wait = new FinalStateWait(cards, journal, _throttle, _run, Counts);
    }

    public EnrolmentCounts Counts { get; } = new();

    /// <summary>Rows given so far.</summary>
    public long Rows => Interlocked.Read(ref _row);

    /// <summary>Takes the next row. Returns when the row is on its way, or known not to be sent.</summary>
    /// <exception cref="VgsApiException">JournalMismatch, or what stopped the import.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public async Task AddAsync(CardRow row, RequestObserver observer, CancellationToken cancellationToken)
    {
        _run.ThrowIfFailed();
        var record = row.Describe(Interlocked.Increment(ref _row));
        if (!NeedsSending(record) || !TryCheck(row, record, out var card))
        {
            return;
        }

        var lease = await _throttle.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _run.ThrowIfFailed();
            Start(card, record, lease, observer);
            lease = null;
        }
        finally
        {
            lease?.Dispose();
        }
    }

    /// <summary>Compares a row with what the journal knows of it, and sends nothing.</summary>
    /// <exception cref="VgsApiException">JournalMismatch.</exception>
    public void Verify(long position, CardRow row) => Verify(row.Describe(position), _journal.Read(position));

    /// <summary>
    /// Waits for everything that is under way. Cancelled, it waits no more: <see cref="StopAsync"/> ends what is under way.
    /// </summary>
    /// <exception cref="VgsApiException">What stopped the import; or JournalMismatch where the journal knows more rows
    /// than there were.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var drained = _run.DrainAsync();
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
        {
            await Task.WhenAny(drained, cancelled.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _run.ThrowIfFailed();
        RequireRows(Rows);
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
    public ImportedCards ReadCards(int maxAhead) => new(_journal, _cards, _throttle, maxAhead);

    /// <summary>Throws where the input has fewer rows than the journal knows: it is another input.</summary>
    /// <exception cref="VgsApiException">JournalMismatch.</exception>
    public void RequireRows(long count)
    {
        if (count < _journal.LastRow)
        {
            throw Mismatch($"it knows {_journal.LastRow} rows, and the input has {count}");
        }
    }

    public void Dispose()
    {
        _throttle.Dispose();
        _run.Dispose();
    }

    private bool NeedsSending(EnrolmentRecord row)
    {
        var known = _journal.Read(row.Row);
        if (known is null)
        {
            return true;
        }

        Verify(row, known);
        switch (known.State)
        {
            case EnrolmentState.Withdrawn:
                return true;
            case EnrolmentState.Sending or EnrolmentState.Unknown when _retryUnknown:
                return true;
            case EnrolmentState.Sending:
                _journal.Append(
                    known with
                    {
                        State = EnrolmentState.Unknown,
                        Code = nameof(VgsErrorId.OutcomeUnknown),
                        Reason = "The run that sent it ended before the answer came.",
                    }
                );
                Counts.Add(EnrolmentState.Unknown);
                return false;
            default:
                Counts.Add(known.State);
                return false;
        }
    }

    private void Verify(EnrolmentRecord row, EnrolmentRecord? known)
    {
        if (known is not null && !row.MatchesRow(known))
        {
            throw Mismatch($"row {row.Row} of the input is not the card that it knows by that position");
        }
    }

    private bool TryCheck(CardRow row, EnrolmentRecord record, out CardDetails card)
    {
        try
        {
            card = row.ToCard(record.Target);
            return true;
        }
        catch (VgsApiException error)
        {
            card = null!;
            _journal.Append(EnrolmentOutcome.FromError(record, error));
            Counts.Add(EnrolmentState.Rejected);
            return false;
        }
    }

    private void Start(CardDetails card, EnrolmentRecord record, IDisposable lease, RequestObserver observer) =>
        _run.Start(async () =>
        {
            using (lease)
            {
                var row = new RowEnrolment(record, _journal, _run, observer);
                RecordOutcome(await row.SendAsync(card, _cards).ConfigureAwait(false), row.IsAnnounced);
            }
        });

    private void RecordOutcome(EnrolmentRecord outcome, bool isAnnounced)
    {
        if (outcome.State == EnrolmentState.Withdrawn)
        {
            // Not carried out: the next run takes it up. Why it was not is the error that ended this run.
            if (isAnnounced)
            {
                _journal.Append(outcome with { Code = null, Reason = null, TraceId = null });
            }

            return;
        }

        _journal.Append(outcome);
        Counts.Add(outcome.State);
        Counts.CountSent();
        StopWhereAllAreLost(outcome);
    }

    // A service that loses every answer would make each row that is left unknown.
    private void StopWhereAllAreLost(EnrolmentRecord outcome)
    {
        if (outcome.State != EnrolmentState.Unknown)
        {
            Volatile.Write(ref _unknownInARow, 0);
            return;
        }

        var inARow = Interlocked.Increment(ref _unknownInARow);
        if (inARow < _maxUnknownInARow || _run.Abandoned.IsCancellationRequested)
        {
            return;
        }

        _run.Fail(
            new VgsApiException(
                VgsErrorId.OutcomeUnknown,
                $"{inARow} answers in a row were lost: {outcome.Reason}",
                outcome.Target
            )
            {
                RecommendedAction = "Look at the service before you go on; -RetryUnknown sends these rows again.",
            }
        );
    }

    // A file is compared whole before anything of it is sent; of rows from the pipeline, those before this one may have been new.
    private VgsApiException Mismatch(string why)
    {
        var before = _run.Started == 0 ? "Nothing of it was sent" : $"{_run.Started} rows before it were sent";
        return new VgsApiException(
            VgsErrorId.JournalMismatch,
            $"The journal '{_journal.Path}' does not fit the input: {why}. {before}.",
            _journal.Path
        )
        {
            RecommendedAction =
                "Give the file that the journal was begun with, or another -JournalPath for another file.",
        };
    }
}
