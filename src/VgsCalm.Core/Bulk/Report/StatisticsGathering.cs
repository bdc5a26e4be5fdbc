using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>
/// Gathers from a journal what the report shows. One pass over its outcomes and one over its rows; memory does not grow
/// with them.
/// </summary>
internal static class StatisticsGathering
{
    private const int MostBuckets = 240;
    private const int MostReasons = 50;
    private const string OtherCodes = "(other codes)";

    public static (
        IReadOnlyDictionary<EnrolmentState, long> Counts,
        IReadOnlyList<(EnrolmentState State, string Code, string Reason, long Count)> Reasons
    ) Rows(EnrolmentJournal journal)
    {
        var counts = new Dictionary<EnrolmentState, long>();
        var reasons = new Dictionary<(EnrolmentState State, string Code), (string Reason, long Count)>();
        foreach (var record in journal.LastRecords())
        {
            counts[record.State] = counts.TryGetValue(record.State, out var count) ? count + 1 : 1;
            if (record.Code is null || record.State is EnrolmentState.Enrolled or EnrolmentState.Enrolling)
            {
                continue;
            }

            var key = (record.State, record.Code);

            // Codes are the service's words: however many it has, they are counted, and memory does not grow with them.
            if (!reasons.ContainsKey(key) && reasons.Count >= MostReasons)
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
            ]
        );
    }

    /// <summary>
    /// VGS's answers to the rows that were sent, over time, in buckets of a second, or of as many as make the whole fit. A row that was
    /// refused here has none, nor has one whose answer was lost; a state that was asked for later is not another one.
    /// </summary>
    public static (IReadOnlyList<long> Throughput, TimeSpan Bucket, DateTimeOffset Ended) Answers(
        EnrolmentJournal journal
    )
    {
        var buckets = new long[MostBuckets];
        var (seconds, used, ended) = (1L, 0, journal.Started);
        var sent = new HashSet<long>();
        foreach (var record in journal.History())
        {
            var at = record.At;
            if (record.State > EnrolmentState.Sending && at > ended)
            {
                ended = at;
            }

            if (record.State == EnrolmentState.Sending)
            {
                sent.Add(record.Row);
            }

            if (
                record.State == EnrolmentState.Sending
                || !sent.Remove(record.Row)
                || record.State is EnrolmentState.None or EnrolmentState.Unknown
            )
            {
                continue;
            }

            var since = Math.Max(0, (long)(at - journal.Started).TotalSeconds);
            while (since / seconds >= MostBuckets)
            {
                for (var i = 0; i < MostBuckets; i++)
                {
                    buckets[i] = i < MostBuckets / 2 ? buckets[2 * i] + buckets[(2 * i) + 1] : 0;
                }

                seconds *= 2;
                used = (used + 1) / 2;
            }

            var bucket = (int)(since / seconds);
            buckets[bucket]++;
            used = Math.Max(used, bucket + 1);
        }

        return (buckets.AsSpan(0, used).ToArray(), TimeSpan.FromSeconds(seconds), ended);
    }
}
