using VgsCalm.Emulator.Calm;

namespace VgsCalm.Emulator.Cmp;

/// <summary>
/// The test numbers of CMP's account updater, each for one event; for any other number the last digit decides, as in CALM. Source:
/// VGS Card Management, "Testing".
/// </summary>
internal static class CmpTestCards
{
    private static readonly Dictionary<string, CardOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["5100260000079200"] = CardOutcome.Enrolled,
        ["5100260000069201"] = CardOutcome.Renumbered,
        ["5100260000059202"] = CardOutcome.Extended,
        ["5100260000049203"] = CardOutcome.Closed,
        ["5100260000039204"] = CardOutcome.NonParticipating,
        ["5100260000039220"] = CardOutcome.Enrolled,
        ["6011000025883707"] = CardOutcome.Enrolled,
        ["6011005199449433"] = CardOutcome.Broken,
    };

    public static CardOutcome OutcomeOf(string pan) =>
        Outcomes.TryGetValue(pan, out var outcome) ? outcome : CardOutcome.FromNumber(pan);
}
