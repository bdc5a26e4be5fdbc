using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>
/// VGS's answers to the rows that were sent, over time. A row that was refused here has none, nor has one whose answer was lost; the
/// answer to a later question for its state is not another one.
/// </summary>
/// <param name="Throughput">Answers in each bucket since the journal was begun.</param>
/// <param name="Bucket">Length of a bucket: a second, or as many as it takes for the whole to fit.</param>
/// <param name="Ended">When the last outcome was written.</param>
internal sealed record AnswerRate(IReadOnlyList<long> Throughput, TimeSpan Bucket, DateTimeOffset Ended)
{
    private const int MaxBuckets = 240;

    public static AnswerRate From(EnrolmentJournal journal)
    {
        var buckets = new long[MaxBuckets];
        var (seconds, used, ended) = (1L, 0, journal.Started);
        var sent = new HashSet<long>();
        foreach (var record in journal.History())
        {
            var at = record.At;
            if (IsOutcome(record.State) && at > ended)
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
                || record.State is EnrolmentState.Withdrawn or EnrolmentState.Unknown
            )
            {
                continue;
            }

            var since = Math.Max(0, (long)(at - journal.Started).TotalSeconds);
            while (since / seconds >= MaxBuckets)
            {
                for (var i = 0; i < MaxBuckets; i++)
                {
                    buckets[i] = i < MaxBuckets / 2 ? buckets[2 * i] + buckets[(2 * i) + 1] : 0;
                }

                seconds *= 2;
                used = (used + 1) / 2;
            }

            var bucket = (int)(since / seconds);
            buckets[bucket]++;
            used = Math.Max(used, bucket + 1);
        }

        return new AnswerRate(buckets.AsSpan(0, used).ToArray(), TimeSpan.FromSeconds(seconds), ended);
    }

    private static bool IsOutcome(EnrolmentState state) =>
        state is not (EnrolmentState.Withdrawn or EnrolmentState.Sending);
}
