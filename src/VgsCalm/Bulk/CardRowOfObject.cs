using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Bulk;

/// <summary>A row from the pipeline: an object or a hashtable with VGS's column names, ours, or those of a map.</summary>
internal sealed class CardRowOfObject
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        [nameof(CardRow.Name)] = ["Name"],
        [nameof(CardRow.Number)] = ["Number", "CardNumber", "card_number"],
        [nameof(CardRow.ExpMonth)] = ["ExpMonth", "ExpirationMonth", "exp_month"],
        [nameof(CardRow.ExpYear)] = ["ExpYear", "ExpirationYear", "exp_year"],
        [nameof(CardRow.MerchantId)] = ["MerchantId", "vgs_merchant_id"],
        [nameof(CardRow.SubMerchantName)] = ["SubMerchantName", "sub_merchant_name"],
        [nameof(CardRow.SubMerchantMid)] = ["SubMerchantMid", "sub_merchant_mid"],
        [nameof(CardRow.Reference)] = ["Reference"],
        [nameof(CardRow.Capability)] = ["Capability", "Capabilities"],
        [nameof(CardRow.BillingAddress)] = ["BillingAddress", "billing_address"],
    };

    private readonly IReadOnlyDictionary<string, string> _map;

    /// <summary>Reads rows under the names of a map first (ours to theirs).</summary>
    /// <exception cref="VgsApiException">RequestInvalid: the map names a field that a card does not have.</exception>
    public CardRowOfObject(IReadOnlyDictionary<string, string>? map)
    {
        _map = map ?? new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = _map.Keys.FirstOrDefault(key => !Names.Keys.Contains(key, StringComparer.OrdinalIgnoreCase));
        if (unknown is null) return;
        throw new VgsApiException(VgsErrorId.RequestInvalid, $"-ColumnMap names a field '{unknown}' that a card does not have; nothing was sent.", "ColumnMap")
        {
            RecommendedAction = $"Its keys are of {string.Join(", ", Names.Keys)}; its values are the columns of the input.",
        };
    }

    public CardRow Read(PSObject row) => new()
    {
        Name = Text(row, nameof(CardRow.Name)),
        Number = Text(row, nameof(CardRow.Number)),
        ExpMonth = Text(row, nameof(CardRow.ExpMonth)),
        ExpYear = Text(row, nameof(CardRow.ExpYear)),
        MerchantId = Text(row, nameof(CardRow.MerchantId)),
        SubMerchantName = Text(row, nameof(CardRow.SubMerchantName)),
        SubMerchantMid = Text(row, nameof(CardRow.SubMerchantMid)),
        Reference = Text(row, nameof(CardRow.Reference)),
        Capability = Value(row, nameof(CardRow.Capability)) is { } capability ? Texts(capability) : null,
        BillingAddress = ObjectFields.Of(Value(row, nameof(CardRow.BillingAddress)) is { } address ? PSObject.AsPSObject(address) : null)?.ToArray(),
    };

    private static string[] Texts(object capability) => capability is not string and IEnumerable several
        ? [.. several.Cast<object?>().Select(c => c?.ToString()).OfType<string>()]
        : capability.ToString()?.Split([' ', ';', '|', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? Text(PSObject row, string field) => Value(row, field) switch
    {
        null => null,
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private object? Value(PSObject row, string field)
    {
        var mapped = _map.FirstOrDefault(entry => entry.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
        foreach (var name in mapped is null ? Names[field] : [mapped])
        {
            var value = row.BaseObject is IDictionary fields ? Entry(fields, name) : row.Properties[name]?.Value;
            if (value is not null) return value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        }

        return null;
    }

    private static object? Entry(IDictionary fields, string name) =>
        fields.Keys.Cast<object>().FirstOrDefault(key => name.Equals(key.ToString(), StringComparison.OrdinalIgnoreCase)) is { } key ? fields[key] : null;
}
