using System.Text;
using VgsCalm.Errors;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Cmdlets;

/// <summary>
/// What a pipeline that ends early loses: things that were made, whose ids nothing takes, and requests that may have been carried out.
/// No API lists cards, so the ids are the only handle on what was made.
/// </summary>
internal static class LostRequests
{
    /// <summary>A warning that names them; null where nothing is lost.</summary>
    /// <param name="records">Those that were not written. Their requests have ended, or were given up.</param>
    public static string? Describe(IEnumerable<PendingRecord> records)
    {
        var ofChanges = records.Where(record => record.Made is not null).ToArray();
        var made = ofChanges
            .Where(record => record.Task.Status == TaskStatus.RanToCompletion)
            .Select(record => $"{record.Made!()} of {record.Target}")
            .ToArray();
        var inDoubt = ofChanges.Where(record => IsInDoubt(record.Task)).Select(record => record.Target).ToArray();
        var kept = records.Where(record => record.Kept is not null).Select(record => record.Kept!).ToArray();
        if (made.Length + inDoubt.Length + kept.Length == 0)
        {
            return null;
        }

        var text = new StringBuilder("The pipeline ended early, and not all results were given.");
        if (made.Length > 0)
        {
            text.Append($" Carried out at VGS: {string.Join(", ", made)}.");
        }

        if (inDoubt.Length > 0)
        {
            text.Append(
                $" Sent, and possibly carried out: {string.Join(", ", inDoubt)}. Find out before you send that again: the API "
                    + "cannot tell a repetition from a new request."
            );
        }

        if (kept.Length > 0)
        {
            text.Append($" Waited for, and not given: {string.Join(", ", kept)}. Ask for them later with Get-VgsCard.");
        }

        return text.ToString();
    }

    private static bool IsInDoubt(Task request)
    {
        try
        {
            // One that was given up and has not ended by now had left.
            if (request.IsCompleted)
            {
                request.GetAwaiter().GetResult();
                return false;
            }

            return true;
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled is CancelledInFlightException;
        }
        catch (VgsApiException failed)
        {
            return failed.MayHaveActed;
        }
    }
}
