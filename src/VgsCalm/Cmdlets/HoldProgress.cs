using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>Progress while VGS wants to be left alone.</summary>
internal static class HoldProgress
{
    public static ProgressRecord Describe(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new ProgressRecord(activityId: 0x5648, "Waiting for VGS", $"VGS asked for a pause of {seconds} s")
        {
            SecondsRemaining = seconds,
        };
    }
}
