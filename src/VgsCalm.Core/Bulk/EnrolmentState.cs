namespace VgsCalm.Bulk;

/// <summary>Where a row stands. Every row ends in one of the last five.</summary>
internal enum EnrolmentState : byte
{
    /// <summary>Nothing is known of the row, or it is known that nothing was sent.</summary>
    None,

    /// <summary>About to be sent. As a row's last word: its answer was lost.</summary>
    Sending,

    /// <summary>Taken by VGS, and not final yet.</summary>
    Enrolling,

    /// <summary>Enrolled.</summary>
    Enrolled,

    /// <summary>Taken by VGS and then failed.</summary>
    Failed,

    /// <summary>Refused, by the checks here or by VGS.</summary>
    Rejected,

    /// <summary>Sent, and the answer was lost: it may be enrolled.</summary>
    Unknown,
}
