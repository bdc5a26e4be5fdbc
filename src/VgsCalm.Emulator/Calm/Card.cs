namespace VgsCalm.Emulator.Calm;

/// <summary>An enrolled card as the emulator holds it. What a GET shows depends on whether enrolment is over.</summary>
public sealed class Card
{
    private readonly EnrolmentClock _clock;
    private readonly CardOutcome _outcome;
    private readonly Lazy<(string Number, int Year)> _update;
    private long _finalSinceTicks;

    internal Card(string id, string vaultId, NewCard fields, EnrolmentClock clock)
    {
        Id = id;
        VaultId = vaultId;
        Fields = fields;
        CreatedAt = clock.Now;
        _clock = clock;
        _outcome = CardOutcome.FromNumber(fields.Number);
        _update = new(() => CardUpdate.Apply(fields, _outcome));
    }

    /// <summary><c>CRD…</c></summary>
    public string Id { get; }

    /// <summary>The vault of the client that enrolled it; others don't see it.</summary>
    public string VaultId { get; }

    /// <summary>The number as it was sent: all digits, or an alias.</summary>
    public string Number => Fields.Number;

    /// <summary>The holder's name as it was sent.</summary>
    public string Name => Fields.Name;

    /// <summary>The month of expiry as it was sent, 1 to 12.</summary>
    public int ExpMonth => Fields.ExpMonth;

    /// <summary>The two-digit year of expiry as it was sent.</summary>
    public int ExpYear => Fields.ExpYear;

    /// <summary>When it was posted, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary><c>enrolling</c>, then <c>enrolled</c> or <c>failed</c> for good.</summary>
    public string State => IsFinal ? _outcome.State : "enrolling";

    /// <summary>The last event (<c>au_card.…</c>); null while enrolling and when failed.</summary>
    public string? Event => IsFinal ? _outcome.Event : null;

    /// <summary>Why it failed; null otherwise.</summary>
    public string? FailureCode => IsFinal ? _outcome.FailureCode : null;

    /// <summary>The number that a GET shows: a new one once enrolled, where the test-card rules give one.</summary>
    public string CurrentNumber => IsFinal ? _update.Value.Number : Fields.Number;

    /// <summary>The two-digit year that a GET shows.</summary>
    public int CurrentExpYear => IsFinal ? _update.Value.Year : Fields.ExpYear;

    internal NewCard Fields { get; }

    internal DateTimeOffset UpdatedAt =>
        IsFinal ? new DateTimeOffset(Volatile.Read(ref _finalSinceTicks), TimeSpan.Zero) : CreatedAt;

    // A card that was final once stays final: a longer delay that is set later does not take it back.
    private bool IsFinal
    {
        get
        {
            if (Volatile.Read(ref _finalSinceTicks) != 0)
            {
                return true;
            }

            if (!_clock.IsOver(CreatedAt))
            {
                return false;
            }

            Interlocked.CompareExchange(ref _finalSinceTicks, _clock.Now.UtcTicks, 0);
            return true;
        }
    }
}
