using System.Collections;
using System.Globalization;
using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Cards;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Binding;

/// <summary>Reads rows from the pipeline: objects or hashtables whose names are those of a CSV's columns, or of a map.</summary>
internal sealed class CardRowOfObject
{
    private readonly Dictionary<string, string> _mapped = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="map">Our names to theirs; null where there is none.</param>
    /// <exception cref="VgsApiException">RequestInvalid: the map names a field that a card does not have.</exception>
    public CardRowOfObject(IReadOnlyDictionary<string, string>? map)
    {
        foreach (var pair in map ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            _mapped[pair.Value] =
                CardField.Of(pair.Key, out _)
                ?? throw new VgsApiException(
                    VgsErrorId.RequestInvalid,
                    $"-ColumnMap names a field '{Redactor.MaskCardNumbers(pair.Key)}' that a card does not have; nothing was sent.",
                    "ColumnMap"
                )
                {
                    RecommendedAction = $"The fields are {CardField.Names}.",
                };
        }
    }

    public CardRow Read(PSObject row)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        PSObject? nested = null;
        foreach (var (name, value) in Given(row))
        {
            if (value is null)
            {
                continue;
            }

            if (FieldOf(name) is { } field)
            {
                values[field] = value;
            }
            else if (CardField.Plain(name) == "billingaddress")
            {
                nested = PSObject.AsPSObject(value);
            }
        }

        var address = values
            .Where(v => v.Key.StartsWith(CardField.BillingAddress, StringComparison.Ordinal))
            .Select(v => new KeyValuePair<string, string?>(
                v.Key.Substring(CardField.BillingAddress.Length),
                TextOf(v.Value)
            ));
        return new CardRow
        {
            Name = Text(CardField.Name),
            Number = Text(CardField.Number),
            ExpMonth = Text(CardField.ExpMonth),
            ExpYear = Text(CardField.ExpYear),
            MerchantId = Text(CardField.MerchantId),
            SubMerchantName = Text(CardField.SubMerchantName),
            SubMerchantMid = Text(CardField.SubMerchantMid),
            Reference = Text(CardField.Reference),
            Capability = values.TryGetValue(CardField.Capability, out var capability) ? Several(capability) : null,
            BillingAddress = [.. address.Concat(ObjectFields.Read(nested) ?? [])],
        };

        string? Text(string field) => values.TryGetValue(field, out var value) ? TextOf(value) : null;
    }

    private static IEnumerable<(string Name, object? Value)> Given(PSObject row) =>
        row.BaseObject is IDictionary fields
            ? fields.Cast<DictionaryEntry>().Select(field => (PipelineValue.NameOf(field), Plain(field.Value)))
            : row
                .Properties.Where(property => property.IsGettable)
                .Select(property => (property.Name, Plain(property.Value)));

    private static object? Plain(object? value) => PipelineValue.UnwrapValue(value);

    private static string? TextOf(object value) =>
        value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString();

    private static string[] Several(object value) =>
        value is not string and IEnumerable several
            ? [.. several.Cast<object?>().Select(item => item?.ToString()).OfType<string>()]
            : TextOf(value)?.Split([' ', ';', '|', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? FieldOf(string name)
    {
        if (_mapped.TryGetValue(name, out var field))
        {
            return field;
        }

        field = CardField.Of(name, out _);

        // A field that the map gives a column of its own is not taken from another as well.
        return field is not null && _mapped.ContainsValue(field) ? null : field;
    }
}
