using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;

namespace VgsCalm.Bulk;

/// <summary>Puts an import into figures: while it runs, at its end, and for its report.</summary>
internal sealed class ImportSummary
{
    private readonly CardImportOptions _options;
    private readonly JournaledEnrolment _work;
    private readonly Func<int> _tokenRequests;
    private readonly int _tokenRequestsBefore;
    private readonly Clock _clock;
    private readonly TimeSpan _began;

    /// <param name="options">What the import does.</param>
    /// <param name="work">Its rows.</param>
    /// <param name="tokenRequests">How many tokens the session has asked for so far.</param>
    /// <param name="clock">Time.</param>
    /// <param name="began">When it began by that clock.</param>
    public ImportSummary(
        CardImportOptions options,
        JournaledEnrolment work,
        Func<int> tokenRequests,
        Clock clock,
        TimeSpan began
    )
    {
        _options = options;
        _work = work;
        _tokenRequests = tokenRequests;
        _tokenRequestsBefore = tokenRequests();
        _clock = clock;
        _began = began;
    }

    /// <summary>Where the import stands.</summary>
    /// <param name="expected">How many rows there are; null where that is not known.</param>
    /// <param name="isWaiting">Whether it waits for final states.</param>
    public ImportSnapshot Snapshot(long? expected, bool isWaiting)
    {
        var (enrolment, counts) = (_work.Enrolment, _work.Enrolment.Counts);
        return new ImportSnapshot(
            enrolment.Rows,
            expected,
            counts.Sent,
            counts.CountOf(EnrolmentState.Rejected),
            counts.CountOf(EnrolmentState.Unknown),
            counts.CountOf(EnrolmentState.Enrolling),
            isWaiting,
            _work.HeldFor,
            _clock.Elapsed - _began
        );
    }

    /// <summary>The figures of the report.</summary>
    public EnrolmentStatistics Statistics() =>
        EnrolmentStatistics.From(_work.Journal, _work.Enrolment.Rows) with
        {
            Elapsed = _clock.Elapsed - _began,
            Sent = _work.Enrolment.Counts.Sent,
            TokenRequests = _tokenRequests() - _tokenRequestsBefore,
            Source = Path.GetFileName(_options.Files.Input),
            Environment = _options.Place.Environment,
        };

    /// <summary>What came of it.</summary>
    public VgsImportResult Result()
    {
        var (counts, snapshot) = (_work.Enrolment.Counts, Snapshot(expected: null, isWaiting: false));
        return new VgsImportResult
        {
            Total = snapshot.Rows,
            Enrolled = counts.CountOf(EnrolmentState.Enrolled),
            Enrolling = snapshot.Enrolling,
            Failed = counts.CountOf(EnrolmentState.Failed),
            Rejected = snapshot.Rejected,
            Unknown = snapshot.Unknown,
            Duplicate = counts.Duplicates,
            Events = counts.ByEvent,
            Environment = _options.Place.Environment,
            VaultId = _options.Place.Vault,
            Elapsed = snapshot.Elapsed,
            CardsPerSecond = Math.Round(snapshot.CardsPerSecond, 1),
            TokenRequests = _tokenRequests() - _tokenRequestsBefore,
            JournalPath = _options.Files.Journal,
            ResultPath = _options.Files.Result,
            RejectPath = _options.Files.Reject,
            ReportPath = _options.Files.Report,
        };
    }

    /// <summary>How a person goes on with an import that was interrupted.</summary>
    public string HowToGoOn() =>
        $"The import was interrupted after {RowCount.ToText(_work.Enrolment.Counts.Done)}. Run the same command again to go on; "
        + $"the journal is {_options.Files.Journal}.{WithoutRetry()}";

    /// <summary>The error that stopped the import, with where the import stands and how to go on.</summary>
    public VgsApiException Describe(VgsApiException error)
    {
        if (_work.Enrolment.Rows == 0)
        {
            return error;
        }

        return error.Id == VgsErrorId.JournalMismatch
            ? error.Reworded(error.Message, error.RecommendedAction + WithoutRetry())
            : error.Reworded(
                $"The import stopped after {RowCount.ToText(_work.Enrolment.Counts.Done)}: {error.Message}",
                $"{error.RecommendedAction} Then run the same command again: it goes on where it stopped (journal "
                    + $"{_options.Files.Journal}).{WithoutRetry()}"
            );
    }

    /// <summary>The error that kept cards from their final state, with how to go on: all rows have been sent by then.</summary>
    public VgsApiException DescribeWait(VgsApiException error) =>
        error.Reworded(
            $"Waiting ended with {RowCount.ToText(_work.Enrolment.Counts.CountOf(EnrolmentState.Enrolling))} still enrolling: "
                + error.Message,
            $"{error.RecommendedAction} Then run the same command again: it asks for those cards, and sends none of them again (journal "
                + $"{_options.Files.Journal}).{WithoutRetry()}"
        );

    /// <summary>
    /// What is to be left out of the same command the next time, with a blank before it; empty where nothing is. A second try whose answer
    /// is lost as well leaves its row unknown, and -RetryUnknown would send the card a third time.
    /// </summary>
    public string WithoutRetry() =>
        _options.Enrolment.RetryUnknown && _work.Enrolment.Counts.CountOf(EnrolmentState.Unknown) > 0
            ? " Leave -RetryUnknown out then: it would send the rows once more that have lost their answer in this run."
            : "";
}
