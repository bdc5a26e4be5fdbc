using VgsCalm.Redaction;

namespace VgsCalm.Cards;

/// <summary>A card's id, as a person or a file gave it.</summary>
internal static class CardId
{
    /// <summary>The id as an address may hold it. Addresses are logged on the way: a card number must not be in one.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: it is no card's id.</exception>
    public static string Check(string? id, string target)
    {
        if (id is null || string.IsNullOrWhiteSpace(id))
        {
            throw Refused(
                target,
                "there is no card id (CRD…) in it",
                "The output of New-VgsCard and the result file of Import-VgsCard have it, as Id. A row that has none there was refused, or "
                    + "lost its answer and may be enrolled: look at its Outcome before you send it again."
            );
        }

        return !MaskedNumber.MayBeCardNumber(id)
            ? id
            : throw Refused(target, "a card number is no card id", "Give the id (CRD…) that it was given at VGS.");
    }

    private static VgsApiException Refused(string target, string why, string action) =>
        new(VgsErrorId.RequestInvalid, $"The card of {target} was not asked for: {why}.", target)
        {
            RecommendedAction = action,
        };
}
