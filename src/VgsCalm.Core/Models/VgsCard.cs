using VgsCalm.Redaction;

namespace VgsCalm;

/// <summary>A card as CALM V1 knows it. Source: VGS CALM V1, <c>POST /cards</c> and <c>GET /cards/{id}</c>.</summary>
public sealed class VgsCard
{
    private readonly string? _number;

    internal VgsCard(string id, string? number)
    {
        Id = id;
        _number = number;
    }

    /// <summary>Identifier, <c>CRD…</c>.</summary>
    public string Id { get; }

    /// <summary><c>enrolling</c>, then <c>enrolled</c> or <c>failed</c>.</summary>
    public string? State { get; internal set; }

    /// <summary>Last event, such as <c>au_card.updated</c>; null before the first.</summary>
    public string? Event { get; internal set; }

    /// <summary>Why it failed; null unless <see cref="State"/> is <c>failed</c>.</summary>
    public string? FailureCode { get; internal set; }

    /// <summary>Cardholder's name.</summary>
    public string? Name { get; internal set; }

    /// <summary>Newest card number, masked to first six and last four digits; an alias is shown whole.</summary>
    public string? Number => MaskedNumber.Mask(_number);

    /// <summary>First six digits; null where an alias hides them.</summary>
    public string? Bin => MaskedNumber.Bin(_number);

    /// <summary>Last four digits; null where an alias hides them.</summary>
    public string? Last4 => MaskedNumber.Last4(_number);

    /// <summary>Month of expiry, 1 to 12.</summary>
    public int? ExpMonth { get; internal set; }

    /// <summary>Year of expiry, two digits.</summary>
    public int? ExpYear { get; internal set; }

    /// <summary>When it was enrolled, in local time.</summary>
    public DateTime? CreatedAt { get; internal set; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; internal set; }

    /// <summary>Your own reference of the row it came from; never sent to VGS.</summary>
    public string? Reference { get; internal set; }

    internal bool IsFinal =>
        !string.IsNullOrWhiteSpace(State) && !State!.Equals("enrolling", StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole number, for a caller that asks for it by name.</summary>
    public string? RevealNumber() => _number;

    /// <summary>Id and state, never the number.</summary>
    public override string ToString() => State is null ? Id : $"{Id} ({State})";
}
