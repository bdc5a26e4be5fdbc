namespace VgsCalm;

/// <summary>What is wrong with a row of an input.</summary>
public sealed class VgsImportProblem
{
    internal VgsImportProblem(long row, string? reference, string field, string reason)
    {
        Row = row;
        Reference = reference;
        Field = field;
        Reason = reason;
    }

    /// <summary>Position of the row in the input, from 1.</summary>
    public long Row { get; }

    /// <summary>The row's own reference; null where it has none.</summary>
    public string? Reference { get; }

    /// <summary>The field concerned; <c>Row</c> where it is the row as text.</summary>
    public string Field { get; }

    /// <summary>What is wrong, in words. It holds no value of the row.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
