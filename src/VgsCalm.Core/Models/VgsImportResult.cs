namespace VgsCalm;

/// <summary>How a bulk enrolment ended: every row in exactly one of five outcomes.</summary>
public sealed class VgsImportResult
{
    internal VgsImportResult() { }

    /// <summary>Rows of the input.</summary>
    public long Total { get; internal set; }

    /// <summary>Rows whose card is enrolled.</summary>
    public long Enrolled { get; internal set; }

    /// <summary>Rows that VGS has taken and not decided yet.</summary>
    public long Enrolling { get; internal set; }

    /// <summary>Rows that VGS has taken and then failed.</summary>
    public long Failed { get; internal set; }

    /// <summary>Rows that were refused, by the checks here or by VGS.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Rows whose answer was lost; <c>-RetryUnknown</c> sends them again.</summary>
    public long Unknown { get; internal set; }

    /// <summary>Rows whose card an earlier row of the input has; they are in the outcomes too.</summary>
    public long Duplicate { get; internal set; }

    /// <summary>Cards by their last event, such as <c>au_card.updated</c>.</summary>
    public IReadOnlyDictionary<string, long> Events { get; internal set; } =
        new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Where the cards are: Sandbox or Live.</summary>
    public VgsEnvironment Environment { get; internal set; }

    /// <summary>The vault, where the session knows it.</summary>
    public string? VaultId { get; internal set; }

    /// <summary>Time that this run took.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Cards sent in this run, a second.</summary>
    public double CardsPerSecond { get; internal set; }

    /// <summary>Tokens that this run asked for.</summary>
    public int TokenRequests { get; internal set; }

    /// <summary>The journal.</summary>
    public string JournalPath { get; internal set; } = "";

    /// <summary>The CSV of all rows; null where none was asked for.</summary>
    public string? ResultPath { get; internal set; }

    /// <summary>The CSV of the rows that need a person's decision; null where none was asked for.</summary>
    public string? RejectPath { get; internal set; }

    /// <summary>The report; null where none was asked for.</summary>
    public string? ReportPath { get; internal set; }

    /// <summary>Total and outcomes in a line.</summary>
    public override string ToString() =>
        $"{Total} {(Total == 1 ? "row" : "rows")}: {Enrolled} enrolled, {Enrolling} enrolling, {Failed} failed, "
        + $"{Rejected} rejected, {Unknown} unknown";
}
