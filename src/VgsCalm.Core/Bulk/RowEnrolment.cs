using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Bulk;

/// <summary>
/// The enrolment of one row. As the observer of its request it announces each try in the journal before the try leaves, and takes the
/// announcement back where the service did not carry the try out.
/// </summary>
internal sealed class RowEnrolment : RequestObserver
{
    private readonly TakenRow _taken;
    private readonly EnrolmentRecord _record;
    private readonly EnrolmentJournal _journal;
    private readonly EnrolmentRun _run;
    private readonly RequestObserver _inner;
    private bool _isAnnounced;

    /// <param name="taken">The row.</param>
    /// <param name="journal">Keeps it.</param>
    /// <param name="run">Says whether anything may be sent.</param>
    /// <param name="observer">Hears of the requests.</param>
    public RowEnrolment(TakenRow taken, EnrolmentJournal journal, EnrolmentRun run, RequestObserver observer)
        : base(observer.Verbose, observer.Debug)
    {
        (_taken, _record) = (taken, taken.Record);
        _journal = journal;
        _run = run;
        _inner = observer;
    }

    /// <summary>The error that the row brought; null where it brought a card.</summary>
    public VgsApiException? Error { get; private set; }

    /// <inheritdoc/>
    public override void OnHeldBack(TimeSpan wait, DateTimeOffset until) => _inner.OnHeldBack(wait, until);

    /// <inheritdoc/>
    public override void OnSending()
    {
        if (!_run.MaySend)
        {
            // The run ended while the row waited for a lease, or for a Retry-After to pass.
            throw new OperationCanceledException();
        }

        _journal.Append(_record with { State = EnrolmentState.Sending });
        _isAnnounced = true;
    }

    /// <inheritdoc/>
    public override void OnNotCarriedOut() => _journal.Append(_taken.NotCarriedOut);

    /// <summary>Sends the card.</summary>
    /// <returns>What became of the row; null where nothing was carried out: the next run takes it up. An error that would meet every row
    /// ends the run, and says why.</returns>
    public async Task<EnrolmentRecord?> SendAsync(CardDetails card, CardClient cards, RetryPolicy policy)
    {
        try
        {
            var answer = await cards
                .EnrolAsync(card, _record.Target, _record.Reference, policy, this, _run.Abandoned)
                .ConfigureAwait(false);
            return EnrolmentOutcome.FromCard(_record, answer);
        }
        catch (VgsApiException error)
        {
            Error = error;
            if (EnrolmentOutcome.IsFatal(error))
            {
                _run.Fail(error);
                return TakeBack();
            }

            return EnrolmentOutcome.FromError(_record, error, _taken.WasLost);
        }
        catch (CancelledInFlightException)
        {
            return _record with
            {
                State = EnrolmentState.Unknown,
                Code = nameof(VgsErrorId.OutcomeUnknown),
                Reason = "The import was stopped before the answer came.",
            };
        }
        catch (OperationCanceledException)
        {
            return TakeBack();
        }
    }

    private EnrolmentRecord? TakeBack()
    {
        if (_isAnnounced)
        {
            OnNotCarriedOut();
        }

        return null;
    }
}
