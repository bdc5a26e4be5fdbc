using System.Text.Json.Nodes;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.Emulator.Cmp;

/// <summary>What an on-demand look-up tells of a card: the test-card rules of the sandbox, in CMP's words.</summary>
internal static class CmpCardUpdate
{
    private const string CalmPrefix = "au_card.";

    /// <summary>CMP's name of the event: <c>updated</c> where V1 says <c>au_card.updated</c>.</summary>
    public static string? Event(CardOutcome outcome) =>
        outcome.Event?.StartsWith(CalmPrefix, StringComparison.Ordinal) == true
            ? outcome.Event[CalmPrefix.Length..]
            : outcome.Event;

    /// <summary>
    /// The fields that changed, each with its old and new value. A caller that may not read numbers gets the last four
    /// digits.
    /// </summary>
    public static JsonArray Values(CmpCard card, bool withPan)
    {
        var (oldMonth, oldYear) = card.Expiry();
        var (newPan, newYear) = CardUpdate.Apply(new NewCard("", card.Pan, oldMonth, oldYear), card.Outcome);
        var values = new JsonArray();
        if (!string.Equals(newPan, card.Pan, StringComparison.Ordinal))
        {
            values.Add(withPan ? Change("pan", card.Pan, newPan) : Change("last4", card.Pan[^4..], newPan[^4..]));
        }

        if (newYear != oldYear)
        {
            values.Add(Change("exp_year", oldYear, newYear));
        }

        return values;
    }

    private static JsonObject Change(string field, JsonNode oldValue, JsonNode newValue) =>
        new JsonObject
        {
            ["field_name"] = field,
            ["old_value"] = oldValue,
            ["new_value"] = newValue,
        };
}
