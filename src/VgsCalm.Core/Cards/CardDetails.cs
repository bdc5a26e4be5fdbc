using System.Globalization;
using VgsCalm.Redaction;

namespace VgsCalm.Cards;

/// <summary>
/// A card as it is sent: checked, so that what can be known to be wrong is never sent. Source: VGS CALM V1, <c>POST
/// /cards</c>.
/// </summary>
internal sealed class CardDetails
{
    private CardDetails(string name, string number, int expMonth, int expYear)
    {
        Name = name;
        Number = number;
        ExpMonth = expMonth;
        ExpYear = expYear;
    }

    public string Name { get; }

    public string Number { get; }

    public int ExpMonth { get; }

    public int ExpYear { get; }

    public IReadOnlyDictionary<string, string>? BillingAddress { get; private set; }

    public IReadOnlyList<string>? Capabilities { get; private set; }

    public string? MerchantId { get; private set; }

    public string? SubMerchantName { get; private set; }

    public string? SubMerchantMid { get; private set; }

    /// <summary>Makes a card of what a person or a file gave.</summary>
    /// <param name="name">Cardholder's name, up to 255 characters.</param>
    /// <param name="number">Card number of 13 to 19 digits (spaces and hyphens between groups are taken out), or an alias.</param>
    /// <param name="expMonth">1 to 12.</param>
    /// <param name="expYear">Two or four digits.</param>
    /// <param name="target">What errors name: the reference or the position of the row.</param>
    /// <exception cref="VgsApiException">CardInvalid, with the field in its <c>Code</c>.</exception>
    public static CardDetails Create(string? name, string? number, string? expMonth, string? expYear, string target)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Invalid("Name", "is missing", target);
        }

        if (name!.Length > 255)
        {
            throw Invalid("Name", "is longer than 255 characters", target);
        }

        return new CardDetails(
            name.Trim(),
            CardNumber.Normalize(number, CardNumber.MinDigits, target),
            ParseMonth(expMonth, target),
            ParseYear(expYear, target)
        );
    }

    public CardDetails WithMerchant(string? merchantId, string? subMerchantName, string? subMerchantMid, string target)
    {
        MerchantId = TrimToNull(merchantId);
        SubMerchantName = TrimToNull(subMerchantName);
        SubMerchantMid = TrimToNull(subMerchantMid);
        if (MerchantId is not null && (SubMerchantName ?? SubMerchantMid) is not null)
        {
            throw Invalid("MerchantId", "excludes SubMerchantName and SubMerchantMid", target);
        }

        if (SubMerchantName is null != SubMerchantMid is null)
        {
            throw Invalid(
                SubMerchantName is null ? "SubMerchantName" : "SubMerchantMid",
                "is missing: the two go together",
                target
            );
        }

        return this;
    }

    public CardDetails WithCapabilities(IEnumerable<string>? capabilities)
    {
        var given = capabilities?.Select(TrimToNull).OfType<string>().ToArray() ?? [];
        Capabilities = given.Length > 0 ? given : null;
        return this;
    }

    public CardDetails WithBillingAddress(IEnumerable<KeyValuePair<string, string?>>? fields, string target)
    {
        BillingAddress = Cards.BillingAddress.Normalize(fields, out var unknown);
        if (unknown is not null)
        {
            throw Invalid(
                "BillingAddress",
                $"has a field '{Redactor.MaskCardNumbers(unknown)}' that the API does not know; it knows {Cards.BillingAddress.Names}",
                target
            );
        }

        return this;
    }

    internal static int ParseMonth(string? month, string target)
    {
        if (string.IsNullOrWhiteSpace(month))
        {
            throw Invalid("ExpMonth", "is missing", target);
        }

        return ParseInteger(month!) is >= 1 and <= 12 and var value
            ? value
            : throw Invalid("ExpMonth", "is not a month from 1 to 12", target);
    }

    internal static int ParseYear(string? year, string target)
    {
        if (string.IsNullOrWhiteSpace(year))
        {
            throw Invalid("ExpYear", "is missing", target);
        }

        var text = year!.Trim();
        return (text.Length, ParseInteger(text)) switch
        {
            (<= 2, int two) => two,
            (4, >= 2000 and <= 2099 and var four) => four - 2000,
            _ => throw Invalid("ExpYear", "is not a year of two digits, or of four in this century", target),
        };
    }

    private static int? ParseInteger(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? TrimToNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    /// <summary>The error of a field: which, and what is wrong with it. Its value stays out.</summary>
    internal static VgsApiException Invalid(string field, string problem, string target) =>
        new(VgsErrorId.CardInvalid, $"The card of {target} was not sent: its {field} {problem}.", target)
        {
            Code = field,
            RecommendedAction = "Correct the field and send this card again.",
        };
}
