using System.Globalization;
using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>
/// The fields of a row and the names that their columns are known by: VGS's sample files' (CardNumber), ours (Number) and the API's
/// (exp_month), and those of other people's files (PAN, expiry). Letter case, spaces, underscores, hyphens and dots do not count.
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

    /// <summary>Month and year in one column.</summary>
    internal const string Expiry = "Expiry";

    /// <summary>The cardholder's name in two columns.</summary>
    internal const string FirstName = "FirstName";

    /// <inheritdoc cref="FirstName"/>
    internal const string LastName = "LastName";

    /// <summary>All names, for messages.</summary>
    internal const string Names =
        "Name, Number, ExpMonth, ExpYear (or Expiry), MerchantId, SubMerchantName, SubMerchantMid, Reference, Capability, "
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

    // Names that people use. They count where no column has one of the names above.
    private static readonly Dictionary<string, string> FieldsByUsualName = new(StringComparer.Ordinal)
    {
        ["pan"] = Number,
        ["ccn"] = Number,
        ["cc"] = Number,
        ["ccnumber"] = Number,
        ["cardnum"] = Number,
        ["cardno"] = Number,
        ["creditcardnumber"] = Number,
        ["creditcardnum"] = Number,
        ["creditcard"] = Number,
        ["primaryaccountnumber"] = Number,
        ["panalias"] = Number,
        ["cardholder"] = Name,
        ["cardholdername"] = Name,
        ["creditcardcardholdername"] = Name,
        ["holder"] = Name,
        ["holdername"] = Name,
        ["nameoncard"] = Name,
        ["fullname"] = Name,
        ["billingname"] = Name,
        ["firstname"] = FirstName,
        ["lastname"] = LastName,
        ["surname"] = LastName,
        ["expirymonth"] = ExpMonth,
        ["cardexpirymonth"] = ExpMonth,
        ["cardexpmonth"] = ExpMonth,
        ["creditcardexpirationmonth"] = ExpMonth,
        ["expiryyear"] = ExpYear,
        ["cardexpiryyear"] = ExpYear,
        ["cardexpyear"] = ExpYear,
        ["creditcardexpirationyear"] = ExpYear,
        ["expiry"] = Expiry,
        ["exp"] = Expiry,
        ["expdate"] = Expiry,
        ["expirydate"] = Expiry,
        ["expiration"] = Expiry,
        ["expirationdate"] = Expiry,
        ["expiringdate"] = Expiry,
        ["cardexpiry"] = Expiry,
        ["cardexpiration"] = Expiry,
        ["creditcardexpiration"] = Expiry,
        ["creditcardexpirationdate"] = Expiry,
        ["validthru"] = Expiry,
        ["goodthru"] = Expiry,
    };

    /// <summary>
    /// Finds the field that a column's name usually means, where no column has a name that <see cref="TryResolve"/>
    /// knows.
    /// </summary>
    internal static bool TryResolveUsual(string column, out string field) =>
        FieldsByUsualName.TryGetValue(Normalise(column), out field!);

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

    /// <summary>Whether a property is a billing address as a whole, whose fields are columns of their own.</summary>
    internal static bool IsBillingAddress(string name) =>
        name.Length >= BillingAddress.Length && Normalise(name) == "billingaddress";

    /// <summary>
    /// The name without letter case, separators and what nobody sees: a second byte order mark, marks of direction, soft hyphens.
    /// </summary>
    internal static string Normalise(string name) =>
        new([.. name.Where(c => c is not ('_' or '-' or '.') && !IsInvisible(c)).Select(char.ToLowerInvariant)]);

    private static bool IsInvisible(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
