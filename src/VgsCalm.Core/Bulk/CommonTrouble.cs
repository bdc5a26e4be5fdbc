using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// Tells the trouble of one row from that of every row: ends the run where row after row is refused without a reason of its own, or
/// loses its answer. Safe for any number of threads.
/// </summary>
internal sealed class CommonTrouble
{
    private readonly EnrolmentRun _run;
    private readonly RowRefusals _refusals = new();
    private readonly int _maxUnknownInARow;
    private int _unknownInARow;

    /// <param name="run">What it ends.</param>
    /// <param name="throttleLimit">Rows under way at once, which one broken connection may lose together.</param>
    public CommonTrouble(EnrolmentRun run, int throttleLimit)
    {
        _run = run;
        _maxUnknownInARow = Math.Max(20, 2 * throttleLimit);
    }

    /// <summary>A row has had its answer.</summary>
    /// <param name="error">The error that it brought; null where it brought a card.</param>
    /// <param name="isRepeated">Whether the row was rejected by an earlier run, too.</param>
    public void OnAnswered(VgsApiException? error, bool isRepeated)
    {
        if (error is null || !EnrolmentOutcome.IsUnclear(error))
        {
            _refusals.OnAnswered();
        }
        else if (_refusals.IsOneTooMany(isRepeated))
        {
            _run.Fail(
                error.Reworded(
                    $"{RowRefusals.MaxInARow} rows in a row were refused, the last of them {error.Target}: {error.Message}"
                )
            );
        }
    }

    /// <summary>A row has its outcome. A service that loses every answer would make each row that is left unknown.</summary>
    public void OnOutcome(EnrolmentRecord outcome)
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
                RecommendedAction =
                    "Look at the service before you go on, and find out which of these cards VGS has: -RetryUnknown sends all unknown "
                    + "rows again, and enrols those twice that it has.",
            }
        );
    }
}
