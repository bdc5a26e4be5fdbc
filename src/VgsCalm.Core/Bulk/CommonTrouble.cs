using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// Tells the trouble of one row from that of every row: ends the run where row after row is refused without a reason of its own, or
/// where more than one answer in four is lost. Safe for any number of threads.
/// </summary>
internal sealed class CommonTrouble
{
    // A person has to look at each row whose answer is lost; one that comes is worth this part of it.
    private const int CameForOneLost = 3;

    private readonly EnrolmentRun _run;
    private readonly RowRefusals _refusals = new();
    private readonly object _gate = new();
    private readonly int _maxExcess;

    // Since enough had come for those that were lost.
    private int _lost;
    private int _came;

    /// <param name="run">What it ends.</param>
    /// <param name="throttleLimit">Rows under way at once, which one broken connection may lose together.</param>
    public CommonTrouble(EnrolmentRun run, int throttleLimit)
    {
        _run = run;
        _maxExcess = Math.Max(20, 2 * throttleLimit);
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

    /// <summary>
    /// A row has its outcome. A service that goes on losing answers would leave as many of the other rows unknown: a gateway that
    /// limits connections lets some through all the while.
    /// </summary>
    public void OnOutcome(EnrolmentRecord outcome)
    {
        var isLost = outcome.State == EnrolmentState.Unknown;
        string count;
        lock (_gate)
        {
            if (!CountAndCompare(isLost))
            {
                return;
            }

            count = _came == 0 ? $"{_lost} answers in a row" : $"{_lost} of {_lost + _came} answers";
        }

        if (_run.Abandoned.IsCancellationRequested)
        {
            return;
        }

        _run.Fail(
            new VgsApiException(VgsErrorId.OutcomeUnknown, $"{count} were lost: {outcome.Reason}", outcome.Target)
            {
                RecommendedAction =
                    "Look at the service, and at what stands between, before you go on: a gateway that limits connections or requests "
                    + "wants a lower -ThrottleLimit or -RequestsPerMinute. Find out which of these cards VGS has: -RetryUnknown sends "
                    + "all unknown rows again, and enrols those twice that it has.",
            }
        );
    }

    /// <returns>Whether so many more were lost than came for that the run is to end.</returns>
    private bool CountAndCompare(bool isLost)
    {
        if (isLost)
        {
            _lost++;
            return CameForOneLost * (_lost - _maxExcess) >= _came;
        }

        _came++;
        if (_came >= CameForOneLost * _lost)
        {
            (_lost, _came) = (0, 0);
        }

        return false;
    }
}
