using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>What the report shows of an import, gathered from its journal: all runs of it, not the last one only.</summary>
internal sealed record EnrolmentStatistics
{
    private const int MaxReasons = 50;
    private const string OtherCodes = "(other codes)";

    /// <summary>Rows by their final state.</summary>
    public IReadOnlyDictionary<EnrolmentState, long> Counts { get; init; } = new Dictionary<EnrolmentState, long>();

    /// <summary>Why rows were rejected, failed or are unknown: state, code, an example of the reason, and how many; most first.</summary>
    public IReadOnlyList<(EnrolmentState State, string Code, string Reason, long Count)> Reasons { get; init; } = [];

    /// <summary>What the card networks said of the cards, most first.</summary>
    public IReadOnlyList<EventCount> Events { get; init; } = [];

    /// <summary>When the journal was begun.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When the last outcome was written.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>Length of one bucket of <see cref="Throughput"/>.</summary>
    public TimeSpan Bucket { get; init; }

    /// <summary>Answers received in each bucket since <see cref="Started"/>; at most a few hundred buckets.</summary>
    public IReadOnlyList<long> Throughput { get; init; } = [];

    /// <summary>Time this run took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Rows sent in this run.</summary>
    public long Sent { get; init; }

    /// <summary>Token requests of this run.</summary>
    public int TokenRequests { get; init; }

    /// <summary>The input's name, or null for rows from the pipeline.</summary>
    public string? Source { get; init; }

    /// <summary>The journal's path.</summary>
    public string JournalPath { get; init; } = "";

    /// <summary>Sandbox or Live.</summary>
    public VgsEnvironment Environment { get; init; }

    /// <summary>
    /// What the journal tells. One pass over its history and one over its rows; memory does not grow with them.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="rows">How many rows the input has: those that it had once and has no more are left out.</param>
    public static EnrolmentStatistics From(EnrolmentJournal journal, long rows = long.MaxValue)
    {
        var (counts, reasons, events) = CountRows(journal, rows);
        var answers = AnswerRate.From(journal);
        return new EnrolmentStatistics
        {
            Counts = counts,
            Reasons = reasons,
            Events = events,
            Started = journal.Started,
            Ended = answers.Ended,
            Bucket = answers.Bucket,
            Throughput = answers.Throughput,
            JournalPath = journal.Path,
        };
    }

    private static (
        IReadOnlyDictionary<EnrolmentState, long> Counts,
        IReadOnlyList<(EnrolmentState State, string Code, string Reason, long Count)> Reasons,
        IReadOnlyList<EventCount> Events
    ) CountRows(EnrolmentJournal journal, long rows)
    {
        var counts = new Dictionary<EnrolmentState, long>();
        var reasons = new Dictionary<(EnrolmentState State, string Code), (string Reason, long Count)>();
        var events = new EventTally();
        foreach (var record in journal.LastRecords(rows))
        {
            events.Add(record);
            counts[record.State] = counts.TryGetValue(record.State, out var count) ? count + 1 : 1;
            if (record.Code is null || record.State is EnrolmentState.Enrolled or EnrolmentState.Enrolling)
            {
                continue;
            }

            var key = (record.State, record.Code);

            // Codes are the service's words: however many it has, they are counted, and memory does not grow with them.
            if (!reasons.ContainsKey(key) && reasons.Count >= MaxReasons)
            {
                key = (record.State, OtherCodes);
            }

            reasons[key] = reasons.TryGetValue(key, out var known)
                ? (known.Reason, known.Count + 1)
                : (record.Reason ?? "", 1);
        }

        return (
            counts,
            [
                .. reasons
                    .Select(r => (r.Key.State, r.Key.Code, r.Value.Reason, r.Value.Count))
                    .OrderByDescending(r => r.Count),
            ],
            events.Events
        );
    }
}
