using System.Management.Automation;

namespace VgsCalm.Tests.Faults;

/// <summary>
/// Import-VgsCard ends well where a single row went wrong, and says so in its counts; what would meet every row is an error. Which
/// is which, row by row, is the matter of the import's own tests: here it counts that a lost card is never called anything else.
/// </summary>
internal static class ImportEnding
{
    private const string Unknown = "row Unknown";
    private const string Rejected = "row Rejected";

    /// <returns>What became of the only row; null where it was enrolled.</returns>
    public static string? Describe(PSObject summary)
    {
        var counts = new[] { "Enrolled", "Enrolling", "Failed", "Rejected", "Unknown" }
            .Where(name => Equals(summary.Properties[name].Value, 1L))
            .ToArray();
        return counts is [var only]
            ? (only is "Enrolled" or "Enrolling" ? null : $"row {only}")
            : $"row in {counts.Length} states";
    }

    /// <summary>The ends of an import that fit the end of a single request.</summary>
    public static string?[] FindFitting(string? id) =>
        id switch
        {
            "OutcomeUnknown" => [Unknown],
            "ServiceError" or "OperationTimeout" => [Unknown, id],

            // A redirect refuses a row as any other answer without a code does.
            "ResponseInvalid" => [Unknown, Rejected, id],
            "RequestInvalid" or "Conflict" or "NotFound" or "Forbidden" => [Rejected, id],
            _ => [id],
        };
}
