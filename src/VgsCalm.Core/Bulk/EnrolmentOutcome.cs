using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>What an answer, or its lack, means for a row, and whether the import can go on after it.</summary>
internal static class EnrolmentOutcome
{
    // Ends the reason of a row that was refused and that VGS may have all the same.
    private const string LostBefore = "The answer to an earlier try was lost: VGS may have the card.";

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
            EndedAfter = null,
        };

    /// <summary>The row after its request failed.</summary>
    /// <param name="row">The row.</param>
    /// <param name="error">What it met.</param>
    /// <param name="wasLost">Whether the answer to an earlier try was lost. Only what the API says of the card itself says something of
    /// that try, too.</param>
    public static EnrolmentRecord FromError(EnrolmentRecord row, VgsApiException error, bool wasLost = false)
    {
        var isInDoubt = wasLost && !HasClearCode(error);
        return row with
        {
            State = StateOf(error),
            HasLostAnswer = isInDoubt,
            Code = error.Code ?? error.Id.ToString(),
            Reason = ReasonOf(error.Message, isInDoubt),
            TraceId = error.TraceId,
        };
    }

    /// <summary>The row that is left out, because another one has its card.</summary>
    /// <param name="row">The row.</param>
    /// <param name="wasLost">Whether the answer to an earlier try was lost: VGS may have the card twice then.</param>
    public static EnrolmentRecord LeftOut(EnrolmentRecord row, bool wasLost) =>
        row with
        {
            State = EnrolmentState.Rejected,
            HasLostAnswer = wasLost,
            Code = EnrolmentRecord.DuplicateCode,
            Reason = ReasonOf("Another row has the same card; -SkipDuplicate left this one out.", wasLost),
        };

    /// <summary>The row as a run leaves it that ended without knowing more: an answer that it did not wait for was lost.</summary>
    public static EnrolmentRecord AfterItsRun(EnrolmentRecord known) =>
        known.State == EnrolmentState.Sending
            ? known with
            {
                State = EnrolmentState.Unknown,
                Code = nameof(VgsErrorId.OutcomeUnknown),
                Reason = "The run that sent it ended before the answer came.",
            }
            : known;

    /// <summary>
    /// True when a refusal may be of this row or of every row: its status says no, and no code says why. A firewall that dislikes one
    /// name answers so, and so does a service that takes no card at all. A status of the authentication server is of no row.
    /// </summary>
    public static bool IsUnclear(VgsApiException error) =>
        error.AnswerHeaders is not null
        && error.StatusCode is >= 300 and < 500 and not (401 or 407)
        && !error.IsPostponed
        && !error.MayHaveActed
        && !HasClearCode(error);

    /// <summary>True when the error is not about the row: with the same session, the next row would meet it too.</summary>
    public static bool IsFatal(VgsApiException error) => StateOf(error) == EnrolmentState.Withdrawn;

    private static string ReasonOf(string reason, bool isInDoubt) => isInDoubt ? $"{reason} {LostBefore}" : reason;

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
