namespace VgsCalm.Bulk;

/// <summary>What an import is asked to do.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Format">How the files are read and written.</param>
/// <param name="CalmUri">Address of CALM; the journal belongs to it.</param>
internal sealed record CardImportOptions(ImportFiles Files, TableFormat Format, string CalmUri)
{
    /// <summary>Sandbox or Live; the journal belongs to it.</summary>
    public VgsEnvironment Environment { get; init; }

    /// <summary>Requests under way at once.</summary>
    public int ThrottleLimit { get; init; } = 16;

    /// <summary>Requests that may begin in a minute; 0: any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Whether to wait for the final states of cards that are enrolling.</summary>
    public bool WaitsForFinalStates { get; init; }

    /// <summary>How long to wait for each card; null: without end.</summary>
    public TimeSpan? WaitLimit { get; init; }

    /// <summary>Whether rows whose answer was lost in an earlier run are sent again.</summary>
    public bool RetryUnknown { get; init; }
}
