using System.Globalization;
using VgsCalm.Redaction;

namespace VgsCalm.Cards;

/// <summary>
/// A card as it is sent: checked, so that what can be known to be wrong is never sent. Source: VGS CALM V1, <c>POST
/// /cards</c>.
/// </summary>
internal sealed class CardDetails
{
    private const string CorrectField = "Correct the field and try again.";

    private static readonly char[] LineEnds = ['\n', '\r'];
    private static readonly char[] CapabilitySeparators = [';', '|', ',', ' ', '\t', '\n', '\r'];

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
        try
        {
            return new CardDetails(
                ParseName(name, target),
                CardNumber.Normalize(number, CardNumberRules.MinDigits, target),
                ParseMonth(expMonth, target),
                ParseYear(expYear, target)
            );
        }
        catch (VgsApiException)
        {
            throw AllFaults(
                target,
                () => ParseName(name, target),
                () => CardNumber.Normalize(number, CardNumberRules.MinDigits, target),
                () => ParseMonth(expMonth, target),
                () => ParseYear(expYear, target)
            );
        }
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

    /// <param name="capabilities">Names, each alone or several in one text, as a cell of a file has them.</param>
    public CardDetails WithCapabilities(IEnumerable<string?>? capabilities)
    {
        var names = SplitCapabilities(capabilities);
        Capabilities = names.Length > 0 ? names : null;
        return this;
    }

    /// <summary>The names in a list or in one text, in which commas, semicolons, bars and blanks separate them.</summary>
    public static string[] SplitCapabilities(IEnumerable<string?>? capabilities) =>
        [
            .. (capabilities ?? []).SelectMany(text =>
                (text ?? "").Split(CapabilitySeparators, StringSplitOptions.RemoveEmptyEntries)
            ),
        ];

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

    private static string ParseName(string? name, string target)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Invalid("Name", "is missing", target);
        }

        // A quotation mark too many makes one field of several rows, with other people's numbers in it.
        var trimmed = name!.Trim();
        return trimmed.Length > 255 ? throw Invalid("Name", "is longer than 255 characters", target)
            : trimmed.IndexOfAny(LineEnds) >= 0
                ? throw Invalid("Name", "has a line end in it (is a quotation mark missing, or one too many?)", target)
            : CardNumberText.MaskProven(trimmed) != trimmed
                ? throw Invalid("Name", "has a card number in it (is a column missing?)", target)
            : trimmed;
    }

    // A person corrects all fields of a row at once.
    private static VgsApiException AllFaults(string target, params Action[] checks)
    {
        var faults = new List<VgsErrorDetail>();
        foreach (var check in checks)
        {
            try
            {
                check();
            }
            catch (VgsApiException fault)
            {
                faults.AddRange(fault.Errors);
            }
        }

        return Invalid(faults, target);
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
        Invalid([new VgsErrorDetail(field, problem)], target);

    /// <summary>The same where no card is sent, but asked about: the alias of one.</summary>
    internal static VgsApiException AboutAlias(VgsApiException error, string alias) =>
        Invalid(error.Errors, alias, $"Nothing was sent for the alias '{alias}'", CorrectField);

    /// <summary>The same where there is none.</summary>
    /// <param name="row">The row that lacks it; null where it was typed.</param>
    internal static VgsApiException NoAlias(string? row) =>
        Invalid(
            [new VgsErrorDetail("PanAlias", "is missing")],
            row ?? "PanAlias",
            row is null ? "Nothing was sent" : $"Nothing was sent for {row}",
            CorrectField
        );

    // A row that is damaged as text has no field to name.
    private static string Describe(VgsErrorDetail fault) =>
        fault.Code == "Row" ? fault.Detail ?? "" : $"its {fault.Code} {fault.Detail}";

    private static VgsApiException Invalid(List<VgsErrorDetail> faults, string target) =>
        Invalid(
            faults,
            target,
            $"The card of {target} was not sent",
            faults.Count == 1
                ? "Correct the field and send this card again."
                : "Correct the fields and send this card again."
        );

    private static VgsApiException Invalid(
        IReadOnlyList<VgsErrorDetail> faults,
        string target,
        string outcome,
        string action
    ) =>
        new(VgsErrorId.CardInvalid, $"{outcome}: {string.Join(", ", faults.Select(Describe))}.", target)
        {
            Code = faults[0].Code,
            Errors = [.. faults],
            RecommendedAction = action,
        };
}
