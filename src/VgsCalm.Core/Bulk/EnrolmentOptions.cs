using System.Diagnostics.CodeAnalysis;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>How rows are enrolled.</summary>
internal sealed record EnrolmentOptions
{
    /// <summary>Requests under way at once.</summary>
    public int ThrottleLimit { get; init; } = 16;

    /// <summary>Requests that may begin in a minute; 0: any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Whether rows whose answer was lost in an earlier run are sent again.</summary>
    public bool RetryUnknown { get; init; }

    /// <summary>Whether rows whose enrolment failed at VGS are sent again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether a card that an earlier row has is left out.</summary>
    public bool SkipDuplicate { get; init; }

    /// <summary>Whether a row is sent: one that is new, or that stands so in the journal that it is taken up again.</summary>
    /// <param name="known">What the journal knows of it; null: nothing.</param>
    public bool TakesUp([NotNullWhen(false)] EnrolmentRecord? known) =>
        known?.State switch
        {
            null or EnrolmentState.Withdrawn or EnrolmentState.Rejected => true,
            EnrolmentState.Sending or EnrolmentState.Unknown => RetryUnknown,
            EnrolmentState.Failed => RetryFailed,
            _ => false,
        };
}
