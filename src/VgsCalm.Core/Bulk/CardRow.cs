using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Bulk;

/// <summary>A row of the input as it was given, unchecked. What is missing is null.</summary>
internal sealed record CardRow
{
    /// <summary>Cardholder's name.</summary>
    public string? Name { get; init; }

    /// <summary>Card number or alias. It is sent, and written nowhere.</summary>
    public string? Number { get; init; }

    /// <summary>Month of expiry.</summary>
    public string? ExpMonth { get; init; }

    /// <summary>Year of expiry, two or four digits.</summary>
    public string? ExpYear { get; init; }

    /// <summary>The merchant (MC…).</summary>
    public string? MerchantId { get; init; }

    /// <summary>Name of a sub-merchant.</summary>
    public string? SubMerchantName { get; init; }

    /// <summary>The sub-merchant's id at its acquirer.</summary>
    public string? SubMerchantMid { get; init; }

    /// <summary>The caller's own reference; never sent.</summary>
    public string? Reference { get; init; }

    /// <summary>Capabilities to enrol for.</summary>
    public string[]? Capability { get; init; }

    /// <summary>Billing address, under any spelling of its fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>>? BillingAddress { get; init; }

    /// <summary>
    /// What is wrong with the row as text (bytes that are no UTF-8, an open quote), in words that follow "the row";
    /// null where nothing is.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>Whether the problem is that bytes mean nothing in the encoding of the file.</summary>
    public bool IsUndecodable { get; init; }

    /// <summary>What the journal may keep of the row, to know it again: no card number, nor a hash of one.</summary>
    /// <param name="row">Its position in the input, from 1.</param>
    public EnrolmentRecord Describe(long row)
    {
        var number = WithoutFraction(Number?.Replace(" ", "").Replace("-", ""));
        return new EnrolmentRecord(row, EnrolmentState.Withdrawn)
        {
            Bin = MaskedNumber.Bin(number),
            Last4 = MaskedNumber.Last4(number),
            Exp = ReadExpiry(),

            // What is neither a number nor an alias may be a number in disguise, and is not written.
            Alias = Number?.Trim() is { } text && CardNumber.IsAlias(text) ? MaskedNumber.Mask(text) : null,
            Reference = ReferenceText.Redact(Reference),
        };
    }

    /// <summary>The card as it is sent.</summary>
    /// <param name="target">What errors name.</param>
    /// <exception cref="VgsApiException">CardInvalid: a field is missing or malformed.</exception>
    public CardDetails ToCard(string target)
    {
        if (Problem is not null)
        {
            throw new VgsApiException(
                VgsErrorId.CardInvalid,
                $"The card of {target} was not sent: the row {Problem}.",
                target
            )
            {
                Code = "Row",
                RecommendedAction = "Correct the row and run the same command again.",
            };
        }

        return CardDetails
            .Create(Name, Number, ExpMonth, ExpYear, target)
            .WithMerchant(MerchantId, SubMerchantName, SubMerchantMid, target)
            .WithCapabilities(Capability)
            .WithBillingAddress(BillingAddress, target);
    }

    // 4111111111111111.0: the zero that a table of numbers puts there is none of the card's digits.
    private static string? WithoutFraction(string? number) =>
        number is [.., '.' or ',', '0'] ? number.Substring(0, number.Length - 2)
        : number is [.., '.' or ',', '0', '0'] ? number.Substring(0, number.Length - 3)
        : number;

    private string? ReadExpiry()
    {
        try
        {
            return $"{CardDetails.ParseMonth(ExpMonth, ""):00}/{CardDetails.ParseYear(ExpYear, ""):00}";
        }
        catch (VgsApiException)
        {
            return null;
        }
    }
}
