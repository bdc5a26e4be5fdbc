using System.Collections.Concurrent;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>How many rows stand where. Safe for any number of threads.</summary>
internal sealed class EnrolmentCounts
{
    private readonly long[] _byState = new long[Enum.GetValues(typeof(EnrolmentState)).Length];
    private readonly ConcurrentDictionary<string, long> _byEvent = new(StringComparer.Ordinal);
    private long _sent;
    private long _duplicates;

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

    /// <summary>Rows whose card an earlier row has.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Cards by their last event.</summary>
    public IReadOnlyDictionary<string, long> ByEvent =>
        _byEvent
            .Where(pair => pair.Value > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public void CountDuplicate() => Interlocked.Increment(ref _duplicates);

    public void CountEvent(string? name, int by = 1)
    {
        if (name is not null)
        {
            _byEvent.AddOrUpdate(name, by, (_, count) => count + by);
        }
    }

    public void CountSent() => Interlocked.Increment(ref _sent);
}
