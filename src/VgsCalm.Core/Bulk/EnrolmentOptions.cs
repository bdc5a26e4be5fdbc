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

    /// <summary>Whether a row that stands so in the journal is taken up again.</summary>
    public bool TakesUp(Journal.EnrolmentState state) =>
        state switch
        {
            Journal.EnrolmentState.Withdrawn or Journal.EnrolmentState.Rejected => true,
            Journal.EnrolmentState.Sending or Journal.EnrolmentState.Unknown => RetryUnknown,
            Journal.EnrolmentState.Failed => RetryFailed,
            _ => false,
        };
}
