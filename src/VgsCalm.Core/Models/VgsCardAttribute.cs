namespace VgsCalm;

/// <summary>What a card's first digits tell of it. Source: VGS Card Attributes V1, <c>POST /attributes/attributes</c>.</summary>
public sealed class VgsCardAttribute
{
    internal VgsCardAttribute(string bin) => Bin = bin;

    /// <summary>Bank identification number: the first digits that the answer is about.</summary>
    public string Bin { get; }

    /// <summary>Brand, such as <c>VISA</c>.</summary>
    public string? Brand { get; internal set; }

    /// <summary>The bank that issued it.</summary>
    public string? IssuingOrganization { get; internal set; }

    /// <summary>Type, such as <c>CREDIT</c>.</summary>
    public string? CardType { get; internal set; }

    /// <summary>Category, such as <c>CLASSIC</c>.</summary>
    public string? CardCategory { get; internal set; }

    /// <summary>Country of the issuer.</summary>
    public string? IssuingCountryName { get; internal set; }

    /// <summary>Country of the issuer, two letters (ISO 3166-1).</summary>
    public string? IssuingCountryCode { get; internal set; }

    /// <summary>Longest number of the range, in digits.</summary>
    public int? MaximumPanLength { get; internal set; }

    /// <summary>Personal or commercial.</summary>
    public string? CardCommercialType { get; internal set; }

    /// <summary>Whether its interchange is regulated, as the service writes it.</summary>
    public string? RegulationStatus { get; internal set; }

    /// <summary>Version of the card product, as the service writes it.</summary>
    public string? Version { get; internal set; }

    /// <summary>Kind of prepaid card; null where it is none.</summary>
    public string? PrepaidType { get; internal set; }

    /// <summary>Further brands on the card.</summary>
    public string[] CobadgedBrands { get; internal set; } = [];

    /// <summary>Your own reference of the row it came from; never sent to VGS.</summary>
    public string? Reference { get; internal set; }

    /// <summary>Bin and brand.</summary>
    public override string ToString() => $"{Bin} {Brand}".TrimEnd();
}
