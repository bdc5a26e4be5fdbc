namespace VgsCalm;

/// <summary>What an import would do: the answer of <c>Import-VgsCard -WhatIf</c>, for which nothing was sent.</summary>
public sealed class VgsImportPlan
{
    internal VgsImportPlan() { }

    /// <summary>Rows of the input.</summary>
    public long Total { get; internal set; }

    /// <summary>Rows that would be sent for the first time.</summary>
    public long New { get; internal set; }

    /// <summary>
    /// Rows that would be sent again: they were rejected, or <c>-RetryUnknown</c> or <c>-RetryFailed</c> takes them up.
    /// </summary>
    public long Retried { get; internal set; }

    /// <summary>Rows that the journal knows, and that would not be sent again.</summary>
    public long Known { get; internal set; }

    /// <summary>Rows that cannot be sent; <see cref="Problems"/> says why.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Rows whose card an earlier row has.</summary>
    public long Duplicate { get; internal set; }

    /// <summary>What is wrong with the rows, the first thousand of them.</summary>
    public VgsImportProblem[] Problems { get; internal set; } = [];

    /// <summary>The journal that the import would use.</summary>
    public string JournalPath { get; internal set; } = "";

    /// <summary>The counts in a line.</summary>
    public override string ToString() =>
        $"{Total} {(Total == 1 ? "row" : "rows")}: {New} new, {Retried} again, {Known} known, "
        + $"{Malformed} malformed, {Duplicate} duplicates";
}
