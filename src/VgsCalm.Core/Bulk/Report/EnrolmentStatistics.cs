namespace VgsCalm.Bulk.Report;

/// <summary>What the report shows of an import, gathered from its journal: all runs of it, not the last one only.</summary>
internal sealed record EnrolmentStatistics
{
    /// <summary>Rows by their final state.</summary>
    public IReadOnlyDictionary<EnrolmentState, long> Counts { get; init; } = new Dictionary<EnrolmentState, long>();

    /// <summary>Why rows were rejected, failed or are unknown: state, code, an example of the reason, and how many; most first.</summary>
    public IReadOnlyList<(EnrolmentState State, string Code, string Reason, long Count)> Reasons { get; init; } = [];

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
}
