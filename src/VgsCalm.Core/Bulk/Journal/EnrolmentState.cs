namespace VgsCalm.Bulk.Journal;

/// <summary>Where a row stands. Every row ends in one of the last five. The names in lower case are the journal's words.</summary>
internal enum EnrolmentState : byte
{
    /// <summary>Nothing was carried out: the row was announced and then taken back, or the journal does not know it at all.</summary>
    Withdrawn,

    /// <summary>About to be sent. As a row's last state: its answer was lost.</summary>
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
