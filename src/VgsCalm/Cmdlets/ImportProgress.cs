using System.Management.Automation;
using VgsCalm.Bulk;

namespace VgsCalm.Cmdlets;

/// <summary>The progress of an import: count, rate and remaining time; then how many cards wait for their final state.</summary>
internal static class ImportProgress
{
    private const int Id = 0x5647;
    private const string Activity = "Enrolling cards";

    public static ProgressRecord Describe(ImportSnapshot import)
    {
        var held =
            import.HeldFor.TotalSeconds >= 1
                ? $", paused by VGS for {Math.Ceiling(import.HeldFor.TotalSeconds):0} s"
                : "";
        if (import.IsWaiting)
        {
            return new ProgressRecord(
                Id,
                Activity,
                FormattableString.Invariant(
                    $"{import.Rows:N0} rows sent, {import.Enrolling:N0} wait for their final state{held}"
                )
            );
        }

        var of = import.Expected is { } total ? FormattableString.Invariant($" of {total:N0}") : "";
        var record = new ProgressRecord(
            Id,
            Activity,
            FormattableString.Invariant($"{import.Rows:N0}{of} rows, {import.CardsPerSecond:N1} cards/s, ")
                + FormattableString.Invariant($"{import.Rejected:N0} rejected, {import.Unknown:N0} unknown{held}")
        );
        if (import.Expected is > 0 and var expected && import.Sent > 0)
        {
            var left = Math.Max(0, expected - import.Rows);
            record.PercentComplete = (int)(100 - (100 * left / expected));
            record.SecondsRemaining = (int)Math.Min(left / import.CardsPerSecond, int.MaxValue);
        }

        return record;
    }
}
