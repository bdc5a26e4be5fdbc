using System.Management.Automation;
using VgsCalm.Bulk;

namespace VgsCalm.Cmdlets;

/// <summary>A command that enrols many cards: how many at once, how fast, and which rows of an earlier run are taken up again.</summary>
public abstract class VgsEnrolmentCmdlet : VgsSessionCmdlet
{
    /// <summary>How many requests may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>How many requests may begin in a minute, evenly spread; without it, as many as the service takes.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Send the rows again whose answer was lost in an earlier run. A card that was enrolled then is enrolled twice.</summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>Send the rows again whose card VGS took and could not enrol.</summary>
    [Parameter]
    public SwitchParameter RetryFailed { get; set; }

    /// <summary>Leave out rows whose card an earlier row of the input has, or a later one that an earlier run has sent.</summary>
    [Parameter]
    public SwitchParameter SkipDuplicate { get; set; }

    /// <summary>
    /// Another file may have the name of one whose import is complete: it gets a new journal, and the old one is kept beside it.
    /// </summary>
    [Parameter]
    public SwitchParameter NewJournal { get; set; }

    /// <summary>How the rows are enrolled.</summary>
    private protected EnrolmentOptions EnrolmentOptions() =>
        new()
        {
            ThrottleLimit = ThrottleLimit,
            RequestsPerMinute = RequestsPerMinute,
            RetryUnknown = RetryUnknown,
            RetryFailed = RetryFailed,
            SkipDuplicate = SkipDuplicate,
        };
}
