namespace VgsCalm.Bulk;

/// <summary>What the journal knows of a row: a line of it. There is no card number in it, nor a hash of one.</summary>
internal sealed record EnrolmentRecord(long Row, EnrolmentState State)
{
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

    /// <summary>Code of the refusal or failure: VGS's, or the name of the field.</summary>
    public string? Code { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Reason { get; init; }

    /// <summary>VGS's identifier of the exchange.</summary>
    public string? TraceId { get; init; }
}
