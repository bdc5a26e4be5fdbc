using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>
/// The fields of a row and the names that their columns are known by: VGS's sample files' (CardNumber), ours (Number) and the API's
/// (exp_month). Letter case, spaces, underscores, hyphens and dots do not count.
/// </summary>
internal static class CardField
{
    internal const string Name = "Name";
    internal const string Number = "Number";
    internal const string ExpMonth = "ExpMonth";
    internal const string ExpYear = "ExpYear";
    internal const string MerchantId = "MerchantId";
    internal const string SubMerchantName = "SubMerchantName";
    internal const string SubMerchantMid = "SubMerchantMid";
    internal const string Reference = "Reference";
    internal const string Capability = "Capability";

    /// <summary>What the names of the fields of a billing address begin with: BillingAddressCity, billing_address.city.</summary>
    internal const string BillingAddress = "BillingAddress";

    /// <summary>The columns that a file has to have.</summary>
    internal static readonly string[] Required = [Name, Number, ExpMonth, ExpYear];

    /// <summary>All names, for messages.</summary>
    internal const string Names =
        "Name, Number, ExpMonth, ExpYear, MerchantId, SubMerchantName, SubMerchantMid, Reference, Capability, "
        + "BillingAddressCity and the like";

    private static readonly Dictionary<string, string> FieldsByName = new(StringComparer.Ordinal)
    {
        ["name"] = Name,
        ["number"] = Number,
        ["cardnumber"] = Number,
        ["expmonth"] = ExpMonth,
        ["expirationmonth"] = ExpMonth,
        ["expyear"] = ExpYear,
        ["expirationyear"] = ExpYear,
        ["merchantid"] = MerchantId,
        ["vgsmerchantid"] = MerchantId,
        ["merchantvgsmerchantid"] = MerchantId,
        ["submerchantname"] = SubMerchantName,
        ["merchantsubmerchantname"] = SubMerchantName,
        ["submerchantmid"] = SubMerchantMid,
        ["merchantsubmerchantmid"] = SubMerchantMid,
        ["reference"] = Reference,
        ["capability"] = Capability,
        ["capabilities"] = Capability,
    };

    /// <summary>Finds the field that a column's name means.</summary>
    /// <param name="column">A column's name.</param>
    /// <param name="field">The field, or an empty text.</param>
    /// <param name="isUnknownAddress">Whether it begins as a field of a billing address and is none that the API knows.</param>
    internal static bool TryResolve(string column, out string field, out bool isUnknownAddress)
    {
        isUnknownAddress = false;
        var name = Normalise(column);
        if (FieldsByName.TryGetValue(name, out field!))
        {
            return true;
        }

        field = "";
        if (!name.StartsWith("billingaddress", StringComparison.Ordinal))
        {
            return false;
        }

        var part = name.Substring(BillingAddress.Length);
        Cards.BillingAddress.Normalize([new KeyValuePair<string, string?>(part, null)], out var unknown);
        isUnknownAddress = unknown is not null;
        field = isUnknownAddress ? "" : BillingAddress + part;
        return !isUnknownAddress;
    }

    /// <summary>The name without letter case and separators.</summary>
    internal static string Normalise(string name) =>
        new([.. name.Where(c => c is not ('_' or '-' or '.') && !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant)]);
}
