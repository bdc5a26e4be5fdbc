namespace VgsCalm.Bulk;

/// <summary>
/// Tells a refusal that concerns one row from one that would meet every row, where the answer has no code that says so: several in a
/// row, with nothing accepted in between, are of the second kind. Safe for any number of threads.
/// </summary>
internal sealed class RowRefusals
{
    /// <summary>So many refusals in a row end an import.</summary>
    public const int MaxInARow = 5;

    private int _inARow;

    /// <summary>The service took a row, or refused it with a code.</summary>
    public void OnAnswered() => Volatile.Write(ref _inARow, 0);

    /// <summary>The service refused a row without a code.</summary>
    /// <param name="isRepeated">Whether an earlier run had the row refused too. It says nothing new of the others then, so that rows that
    /// are refused for ever cannot stop every run at the same place.</param>
    /// <returns>True when it is one too many.</returns>
    public bool IsOneTooMany(bool isRepeated) => !isRepeated && Interlocked.Increment(ref _inARow) >= MaxInARow;
}
