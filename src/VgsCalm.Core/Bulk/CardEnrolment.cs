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
    // Connection failures and 429 are waited out for some minutes; then the import stops, to be gone on with later.
    private const int Retries = 10;

    private readonly CardClient _cards;
    private readonly EnrolmentJournal _journal;
    private readonly RequestThrottle _turn;
    private readonly bool _retryUnknown;
    private readonly int _mostUnknownInARow;
    private readonly CancellationTokenSource _abandon = new();
    private readonly object _gate = new();
    private readonly HashSet<Task> _underWay = [];
    private Exception? _stopped;
    private long _row;
    private long _started;
    private int _unknownInARow;
    private volatile bool _ending;

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
        _turn = new RequestThrottle(throttleLimit, requestsPerMinute, clock);
        _retryUnknown = retryUnknown;
        _mostUnknownInARow = Math.Max(20, 2 * throttleLimit);
    }

    public EnrolmentCounts Counts { get; } = new();

    /// <summary>Rows given so far.</summary>
    public long Rows => Interlocked.Read(ref _row);

    /// <summary>Takes the next row. Returns when the row is on its way, or known not to be sent.</summary>
    /// <exception cref="VgsApiException">JournalMismatch, or what stopped the import.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public async Task AddAsync(CardRow given, RequestObserver observer, CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        var record = EnrolmentRecord.Of(Interlocked.Increment(ref _row), given);
        if (!IsToBeSent(record))
        {
            return;
        }

        if (Checked(given, record) is not { } card)
        {
            return;
        }

        var place = await _turn.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfStopped();
            Start(card, record, place, observer);
            place = null;
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>Compares a row with what the journal knows of it, and sends nothing.</summary>
    public void Verify(long row, CardRow given) => Verify(EnrolmentRecord.Of(row, given), _journal.Read(row));

    /// <summary>
    /// Waits for everything that is under way; cancelled, it waits no more, and what is under way is for <see
    /// cref="StopAsync"/> to end.
    /// </summary>
    /// <exception cref="VgsApiException">What stopped the import; or JournalMismatch where the journal knows more rows
    /// than there were.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var drained = DrainAsync();
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
        {
            await Task.WhenAny(drained, cancelled.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfStopped();
        if (_journal.LastRow > Rows)
        {
            throw TooFewRows(Rows);
        }

        _journal.Flush();
    }

    /// <summary>
    /// Ends early: what is under way may still get its answer for a while, then it is given up and its rows are unknown.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _ending = true;
        var drained = DrainAsync();
        _abandon.CancelAfter(grace);
        await drained.ConfigureAwait(false);
    }

    /// <summary>Asks again for the cards that are still enrolling, until their state is final or their time is over.</summary>
    /// <param name="limit">How long to wait for each card; null: without end.</param>
    /// <param name="waiting">How many cards may wait at once.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The first error that is not just a card's time being over; null where there was none.</returns>
    public async Task<VgsApiException?> WaitForFinalStatesAsync(
        TimeSpan? limit,
        int waiting,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var room = new SemaphoreSlim(waiting, waiting);
        VgsApiException? first = null;
        var goesOn = true;
        for (
            long row = 1, last = _journal.LastRow;
            row <= last && Volatile.Read(ref goesOn) && Volatile.Read(ref _stopped) is null;
            row++
        )
        {
            if (_journal.StateOf(row) != EnrolmentState.Enrolling || _journal.Read(row) is not { Id: not null } record)
            {
                continue;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            Track(WaitForOneAsync(record, room));
        }

        await DrainAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfStopped();
        _journal.Flush();
        return first;

        async Task WaitForOneAsync(EnrolmentRecord record, SemaphoreSlim place)
        {
            try
            {
                var card = await _cards
                    .WaitAsync(record.Id!, record.Reference, limit, _turn, observer, cancellationToken)
                    .ConfigureAwait(false);
                var outcome = EnrolmentOutcome.Of(record, card);
                _journal.Append(outcome);
                Counts.Move(EnrolmentState.Enrolling, outcome.State);
            }
            catch (VgsApiException error) when (error.Id == VgsErrorId.OperationTimeout)
            {
                // It goes on at VGS; the row says so: enrolling.
            }
            catch (VgsApiException error)
            {
                // A card that VGS does not know any more is that card's affair; anything else would meet the others too.
                if (error.Id != VgsErrorId.NotFound)
                {
                    Volatile.Write(ref goesOn, false);
                }

                Interlocked.CompareExchange(ref first, error, null);
            }
            catch (OperationCanceledException)
            {
                // Said by the caller, who cancelled.
            }
            catch (Exception error)
            {
                // The journal, or a defect.
                Stop(error);
            }
            finally
            {
                place.Release();
            }
        }
    }

    public void Dispose()
    {
        _turn.Dispose();

        // Nothing is under way any more, but for the renewal of a token that a row did not wait for.
        _abandon.Cancel();
        _abandon.Dispose();
    }

    /// <summary>The error of an input that has fewer rows than its journal.</summary>
    public VgsApiException TooFewRows(long rows) =>
        Mismatch($"it knows {_journal.LastRow} rows, and the input has {rows}");

    private bool IsToBeSent(EnrolmentRecord row)
    {
        var known = _journal.Read(row.Row);
        if (known is null)
        {
            return true;
        }

        Verify(row, known);
        switch (known.State)
        {
            case EnrolmentState.None:
                return true;
            case EnrolmentState.Sending or EnrolmentState.Unknown when _retryUnknown:
                return true;
            case EnrolmentState.Sending:
                // The run that sent it ended before the answer came.
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
        if (known is not null && !row.LooksLike(known))
        {
            throw Mismatch($"row {row.Row} of the input is not the card that it knows by that position");
        }
    }

    private CardDetails? Checked(CardRow given, EnrolmentRecord record)
    {
        try
        {
            if (given.Problem is not null)
            {
                throw CardDetails.Invalid("Row", given.Problem, record.Target);
            }

            return CardDetails
                .Create(given.Name, given.Number, given.ExpMonth, given.ExpYear, record.Target)
                .WithMerchant(given.MerchantId, given.SubMerchantName, given.SubMerchantMid, record.Target)
                .WithCapabilities(given.Capability)
                .WithBillingAddress(given.BillingAddress, record.Target);
        }
        catch (VgsApiException error)
        {
            _journal.Append(EnrolmentOutcome.Of(record, error));
            Counts.Add(EnrolmentState.Rejected);
            return null;
        }
    }

    private void Start(CardDetails card, EnrolmentRecord record, IDisposable place, RequestObserver observer)
    {
        Interlocked.Increment(ref _started);
        Track(
            Task.Run(async () =>
            {
                using (place)
                {
                    await SendAsync(card, record, observer).ConfigureAwait(false);
                }
            })
        );
    }

    private async Task SendAsync(CardDetails card, EnrolmentRecord record, RequestObserver observer)
    {
        var announced = false;
        try
        {
            var request = CardClient.CreateEnrolment(
                card,
                record.Target,
                Retries,
                sending: () =>
                {
                    // Waiting for its turn, or for a 429 to be over, when the import ended.
                    if (_ending || Volatile.Read(ref _stopped) is not null)
                    {
                        throw new OperationCanceledException();
                    }

                    _journal.Append(record with { State = EnrolmentState.Sending });
                    announced = true;
                },
                refused: () => _journal.Append(record with { State = EnrolmentState.None })
            );
            Settle(await OutcomeAsync(request, record, observer).ConfigureAwait(false), announced);
        }
        catch (Exception error)
        {
            // The journal, or a defect. Nobody awaits a row, so the import ends with it; the journal says that the row was being sent.
            Stop(error);
        }
    }

    private async Task<EnrolmentRecord> OutcomeAsync(
        ApiRequest request,
        EnrolmentRecord record,
        RequestObserver observer
    )
    {
        try
        {
            return EnrolmentOutcome.Of(
                record,
                await _cards.EnrolAsync(request, record.Reference, observer, _abandon.Token).ConfigureAwait(false)
            );
        }
        catch (VgsApiException error)
        {
            if (EnrolmentOutcome.StopsTheImport(error))
            {
                Stop(error);
            }

            return EnrolmentOutcome.Of(record, error);
        }
        catch (CancelledInFlightException)
        {
            return record with
            {
                State = EnrolmentState.Unknown,
                Code = nameof(VgsErrorId.OutcomeUnknown),
                Reason = "The import was stopped before the answer came.",
            };
        }
        catch (OperationCanceledException)
        {
            return record;
        }
    }

    private void Settle(EnrolmentRecord outcome, bool announced)
    {
        if (outcome.State == EnrolmentState.None)
        {
            // Not carried out: the next run takes it up.
            if (announced)
            {
                _journal.Append(
                    new EnrolmentRecord(outcome.Row, EnrolmentState.None)
                    {
                        Bin = outcome.Bin,
                        Last4 = outcome.Last4,
                        Exp = outcome.Exp,
                        Alias = outcome.Alias,
                        Reference = outcome.Reference,
                    }
                );
            }

            return;
        }

        _journal.Append(outcome);
        Counts.Add(outcome.State);
        Counts.CountSent();

        // A service that loses every answer would make an unknown of each row that is left.
        if (outcome.State != EnrolmentState.Unknown)
        {
            Volatile.Write(ref _unknownInARow, 0);
            return;
        }

        var inARow = Interlocked.Increment(ref _unknownInARow);
        if (inARow < _mostUnknownInARow || _abandon.IsCancellationRequested)
        {
            return;
        }

        Stop(
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

    private void Track(Task task)
    {
        lock (_gate)
        {
            _underWay.Add(task);
        }

        _ = task.ContinueWith(
            ended =>
            {
                lock (_gate)
                {
                    _underWay.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private async Task DrainAsync()
    {
        Task[] left;
        while ((left = Left()).Length > 0)
        {
            await Task.WhenAll(left).ConfigureAwait(false);
        }

        Task[] Left()
        {
            lock (_gate)
            {
                return [.. _underWay];
            }
        }
    }

    private void Stop(Exception error) => Interlocked.CompareExchange(ref _stopped, error, null);

    private void ThrowIfStopped()
    {
        if (Volatile.Read(ref _stopped) is { } error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error).Throw();
        }
    }

    // A file is compared whole before anything of it is sent; of rows from the pipeline, those before this one may have been new.
    private VgsApiException Mismatch(string why)
    {
        var sent = Interlocked.Read(ref _started);
        var before = sent == 0 ? "Nothing of it was sent" : $"{sent} rows before it were sent";
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
