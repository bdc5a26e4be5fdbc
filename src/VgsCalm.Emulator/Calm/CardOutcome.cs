namespace VgsCalm.Emulator.Calm;

/// <summary>What becomes of a card in the sandbox: its number's last character decides (spec, "Sandbox test cards").</summary>
/// <param name="State">The final state.</param>
/// <param name="Event">The last event; null when enrolment failed.</param>
/// <param name="FailureCode">Why enrolment failed; null otherwise.</param>
internal sealed record CardOutcome(string State, string? Event, string? FailureCode)
{
    public static CardOutcome Enrolled { get; } = new("enrolled", "au_card.enrolled", FailureCode: null);
    public static CardOutcome Unchanged { get; } = new("enrolled", "au_card.valid", FailureCode: null);
    public static CardOutcome Renumbered { get; } =
        new("enrolled", "au_card.updated", FailureCode: null) { HasNewNumber = true };
    public static CardOutcome Closed { get; } = new("enrolled", "au_card.closed", FailureCode: null);
    public static CardOutcome Extended { get; } =
        new("enrolled", "au_card.expired", FailureCode: null) { HasNewExpiry = true };
    public static CardOutcome NonParticipating { get; } =
        new("enrolled", "au_card.non_participating", FailureCode: null);
    public static CardOutcome NotSupported { get; } = new("failed", Event: null, "account-updater-not-supported");
    public static CardOutcome Broken { get; } = new("failed", Event: null, "internal-server-error");

    public bool HasNewNumber { get; private init; }

    public bool HasNewExpiry { get; private init; }

    public static CardOutcome FromNumber(string number) =>
        number[^1] switch
        {
            '2' => Unchanged,
            '3' => Renumbered,
            '4' => Closed,
            '5' => Extended,
            '1' or '7' => NotSupported,
            '6' or '8' => Broken,
            _ => Enrolled,
        };
}
