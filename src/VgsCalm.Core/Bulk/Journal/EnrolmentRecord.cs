using System.Globalization;
using VgsCalm.Redaction;

namespace VgsCalm.Bulk.Journal;

/// <summary>What the journal knows of a row: a line of it. There is no card number in it, nor a hash of one.</summary>
internal sealed record EnrolmentRecord(long Row, EnrolmentState State)
{
    /// <summary>The code of a row that is left out, because another one has its card.</summary>
    public const string DuplicateCode = "Duplicate";

    /// <summary>Whether the answer to an earlier try was lost, of which the refusal of a later one says nothing.</summary>
    public bool HasLostAnswer { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>First six digits; null where an alias hides them.</summary>
    public string? Bin { get; init; }

    /// <summary>Last four digits; null where an alias hides them.</summary>
    public string? Last4 { get; init; }

    /// <summary>Expiry, <c>MM/YY</c>; null where the row has none that can be read.</summary>
    public string? Exp { get; init; }

    /// <summary>The alias, where the row had one in place of a number.</summary>
    public string? Alias { get; init; }

    /// <summary>The caller's own reference.</summary>
    public string? Reference { get; init; }

    /// <summary>The card's id, once VGS has taken it.</summary>
    public string? Id { get; init; }

    /// <summary>Last event.</summary>
    public string? Event { get; init; }

    /// <summary>Last four digits of the card as VGS has it now; null where that is not known.</summary>
    public string? NewLast4 { get; init; }

    /// <summary>Expiry of the card as VGS has it now, <c>MM/YY</c>; null where that is not known.</summary>
    public string? NewExp { get; init; }

    /// <summary>In the last line of a journal whose import ended: how many rows its input had.</summary>
    public long? EndedAfter { get; init; }

    /// <summary>Whether the row has a number or an alias that can be read: without, it is no card.</summary>
    public bool HasNumber => Last4 is not null || Alias is not null;

    /// <summary>Whether VGS may have the row's card: a row that was sent, and was neither refused nor withdrawn.</summary>
    public bool WasSent => IsSent(State);

    /// <summary>Whether nothing is known of a try of the row, whose card VGS may have.</summary>
    public bool IsInDoubt =>
        State is EnrolmentState.Sending or EnrolmentState.Unknown
        || (State == EnrolmentState.Rejected && HasLostAnswer);

    /// <summary>Code of the refusal or failure: VGS's, or the name of the field.</summary>
    public string? Code { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Reason { get; init; }

    /// <summary>VGS's identifier of the exchange.</summary>
    public string? TraceId { get; init; }

    /// <summary>How people know the card: masked number or alias, and expiry.</summary>
    public string Card => $"{Alias ?? (Last4 is null ? "a card" : $"{Bin}…{Last4}")} {Exp}".TrimEnd();

    /// <summary>Whether VGS may have the card of a row in this state.</summary>
    public static bool IsSent(EnrolmentState state) =>
        state is not (EnrolmentState.Withdrawn or EnrolmentState.Rejected);

    /// <summary>
    /// Month (1 to 12) and two-digit year of an expiry <c>MM/YY</c>; null, both, of another text, which a damaged journal may have.
    /// </summary>
    public static (int? Month, int? Year) SplitExpiry(string? expiry) =>
        expiry is { Length: 5 }
        && int.TryParse(expiry.Substring(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && int.TryParse(expiry.Substring(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? (month, year)
            : (null, null);

    /// <summary>What an error of the row names: its reference, or its position.</summary>
    public string Target => ReferenceText.Redact(Reference) ?? $"row {Row}";

    /// <summary>
    /// True when both can be the same row of the same file. Bin, last four, expiry and alias are all that may be kept to
    /// tell.
    /// </summary>
    public bool MatchesRow(EnrolmentRecord other) => MatchesNumber(other) && Exp == other.Exp;

    /// <summary>True when both can be the same card, whatever its expiry.</summary>
    public bool MatchesNumber(EnrolmentRecord other) =>
        Bin == other.Bin && Last4 == other.Last4 && Alias == other.Alias;
}
