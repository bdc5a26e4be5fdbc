namespace VgsCalm.Emulator.Calm;

/// <summary>An enrolled card as the emulator holds it. What a GET shows depends on whether enrolment is over.</summary>
public sealed class Card
{
    private readonly EnrolmentClock _clock;
    private readonly CardOutcome _outcome;
    private readonly Lazy<(string Number, int Year)> _update;
    private long _settledTicks;

    internal Card(string id, string vaultId, NewCard fields, EnrolmentClock clock)
    {
        Id = id;
        VaultId = vaultId;
        Fields = fields;
        CreatedAt = clock.Now;
        _clock = clock;
        _outcome = CardOutcome.Of(fields.Number);
        _update = new(() => CardUpdate.Of(fields, _outcome));
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
    public string State => IsSettled ? _outcome.State : "enrolling";

    /// <summary>The last event (<c>au_card.…</c>); null while enrolling and when failed.</summary>
    public string? Event => IsSettled ? _outcome.Event : null;

    /// <summary>Why it failed; null otherwise.</summary>
    public string? FailureCode => IsSettled ? _outcome.FailureCode : null;

    /// <summary>The number that a GET shows: a new one once enrolled, where the test-card rules give one.</summary>
    public string CurrentNumber => IsSettled ? _update.Value.Number : Fields.Number;

    /// <summary>The two-digit year that a GET shows.</summary>
    public int CurrentExpYear => IsSettled ? _update.Value.Year : Fields.ExpYear;

    internal NewCard Fields { get; }

    internal DateTimeOffset UpdatedAt =>
        IsSettled ? new DateTimeOffset(Volatile.Read(ref _settledTicks), TimeSpan.Zero) : CreatedAt;

    // Once over, always over: a longer delay set later doesn't take a card back.
    private bool IsSettled
    {
        get
        {
            if (Volatile.Read(ref _settledTicks) != 0)
            {
                return true;
            }

            if (!_clock.IsOver(CreatedAt))
            {
                return false;
            }

            Interlocked.CompareExchange(ref _settledTicks, _clock.Now.UtcTicks, 0);
            return true;
        }
    }
}
