using VgsCalm.Redaction;

namespace VgsCalm;

/// <summary>What the card's network knows of it now; nothing is stored at VGS. Source: VGS CALM V1, <c>POST /card-check</c>.</summary>
public sealed class VgsCardUpdate
{
    private readonly string? _number;

    internal VgsCardUpdate(string? number) => _number = number;

    /// <summary>What happened to the card, such as <c>au_card.updated</c>.</summary>
    public string? Event { get; internal set; }

    /// <summary>Why there is no answer for this card; null where there is one.</summary>
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

    /// <summary>Your own reference of the row it came from; never sent to VGS.</summary>
    public string? Reference { get; internal set; }

    /// <summary>The whole number, for a caller that asks for it by name.</summary>
    public string? RevealNumber() => _number;

    /// <summary>Event and last four digits, never the number.</summary>
    public override string ToString() => $"{FailureCode ?? Event ?? "no event"} (…{Last4 ?? "alias"})";
}
