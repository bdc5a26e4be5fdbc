using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>What an answer, or its lack, means for a row, and whether the import can go on after it.</summary>
internal static class EnrolmentOutcome
{
    // Codes that speak of one card or its fields, whatever status they come with.
    private static readonly HashSet<string> CodesOfOneCard = new(StringComparer.Ordinal)
    {
        "card-brand-not-supported",
        "account-updater-not-supported",
        "validation-failed",
        "invalid-payload",
        "card-not-allowed",
        "required-fields-missing",
        "invalid-format",
        "rejected",
        "declined",
        "merchant-not-found",
    };

    /// <summary>The row after VGS has taken its card.</summary>
    public static EnrolmentRecord FromCard(EnrolmentRecord row, VgsCard card) =>
        row with
        {
            State = StateOf(card),
            Id = card.Id,
            Event = card.Event,
            NewLast4 = card.Last4,
            NewExp = card is { ExpMonth: { } month, ExpYear: { } year } ? $"{month:00}/{year % 100:00}" : null,
            Code = card.FailureCode,
            Reason = card.FailureCode is null ? null : "Enrolment failed.",
        };

    /// <summary>The row after its request failed.</summary>
    public static EnrolmentRecord FromError(EnrolmentRecord row, VgsApiException error) =>
        row with
        {
            State = StateOf(error),
            Code = error.Code ?? error.Id.ToString(),
            Reason = error.Message,
            TraceId = error.TraceId,
        };

    /// <summary>
    /// True when a refusal may be of this row or of every row: its status says no, and no code says why. A firewall that dislikes one
    /// name answers so, and so does a service that takes no card at all.
    /// </summary>
    public static bool IsUnclear(VgsApiException error) =>
        error.StatusCode is >= 300 and < 500 and not (401 or 407)
        && !error.IsPostponed
        && !error.MayHaveActed
        && !HasClearCode(error);

    /// <summary>True when the error is not about the row: with the same session, the next row would meet it too.</summary>
    public static bool IsFatal(VgsApiException error) => StateOf(error) == EnrolmentState.Withdrawn;

    private static EnrolmentState StateOf(VgsCard card) =>
        card.State?.ToLowerInvariant() switch
        {
            "enrolled" => EnrolmentState.Enrolled,
            "failed" => EnrolmentState.Failed,
            _ => EnrolmentState.Enrolling,
        };

    private static EnrolmentState StateOf(VgsApiException error)
    {
        if (error.Id == VgsErrorId.CardInvalid)
        {
            return EnrolmentState.Rejected;
        }

        if (error.IsPostponed)
        {
            return EnrolmentState.Withdrawn;
        }

        if (error.MayHaveActed)
        {
            return EnrolmentState.Unknown;
        }

        return HasClearCode(error) || IsUnclear(error) ? EnrolmentState.Rejected : EnrolmentState.Withdrawn;
    }

    // A code of the API's own: it is about this row.
    private static bool HasClearCode(VgsApiException error) =>
        error.StatusCode is >= 400 and < 500
        && (
            CodesOfOneCard.Contains(error.Code ?? "")
            || error.Errors.Any(e => CodesOfOneCard.Contains(e.Code ?? ""))
            || (error.Id is VgsErrorId.RequestInvalid or VgsErrorId.Conflict && error.Code is not null)
        );
}
