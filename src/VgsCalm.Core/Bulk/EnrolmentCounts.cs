using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>How many rows stand where. Safe for any number of threads.</summary>
internal sealed class EnrolmentCounts
{
    private readonly long[] _byState = new long[Enum.GetValues(typeof(EnrolmentState)).Length];
    private long _sent;

    /// <summary>Rows whose request was answered, or lost its answer, in this run.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Rows that have an outcome.</summary>
    public long Done =>
        CountOf(EnrolmentState.Enrolling)
        + CountOf(EnrolmentState.Enrolled)
        + CountOf(EnrolmentState.Failed)
        + CountOf(EnrolmentState.Rejected)
        + CountOf(EnrolmentState.Unknown);

    public long CountOf(EnrolmentState state) => Interlocked.Read(ref _byState[(int)state]);

    public void Add(EnrolmentState state) => Interlocked.Increment(ref _byState[(int)state]);

    public void Move(EnrolmentState from, EnrolmentState to)
    {
        Interlocked.Decrement(ref _byState[(int)from]);
        Interlocked.Increment(ref _byState[(int)to]);
    }

    public void CountSent() => Interlocked.Increment(ref _sent);
}
