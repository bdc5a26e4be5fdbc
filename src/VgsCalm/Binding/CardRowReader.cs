using System.Collections;
using System.Globalization;
using System.Management.Automation;
using VgsCalm.Bulk;

namespace VgsCalm.Binding;

/// <summary>
/// Reads rows from the pipeline: objects or hashtables whose properties are named as the columns of a file. A nested billing address
/// counts as columns of its own.
/// </summary>
/// <param name="columnMap">Our names of fields to the input's; null where there is none.</param>
internal sealed class CardRowReader(IReadOnlyDictionary<string, string>? columnMap)
{
    private const string CapabilitySeparator = ";";

    private string[] _columns = [];
    private CardRowMap? _map;

    /// <exception cref="VgsApiException">RequestInvalid: it is no row at all. CardInvalid: its properties cannot be told
    /// apart.</exception>
    public CardRow Read(PSObject row)
    {
        RequireObject(row);
        var properties = PropertiesOf(row).SelectMany(Flatten).ToArray();
        var columns = Array.ConvertAll(properties, property => property.Name);
        if (_map is null || !columns.SequenceEqual(_columns, StringComparer.Ordinal))
        {
            _map = CardRowMap.ForObject(columns, columnMap);
            _columns = columns;
        }

        return _map.Read(ordinal => TextOf(properties[ordinal].Value));
    }

    private static void RequireObject(PSObject row)
    {
        if (row.BaseObject is not (string or FileSystemInfo or ValueType))
        {
            return;
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"A {row.BaseObject.GetType().Name} is no row of a card; it was not sent.",
            "InputObject"
        )
        {
            RecommendedAction =
                "Pipe objects with Name, Number, ExpMonth and ExpYear, such as Import-Csv gives; a file goes to -Path.",
        };
    }

    private static IEnumerable<(string Name, object? Value)> PropertiesOf(PSObject row) =>
        row.BaseObject is IDictionary fields
            ? PipelineValue.ReadEntries(fields).Select(field => Unwrap(PipelineValue.NameOf(field), field.Value))
            : row
                .Properties.Where(property => property.IsGettable)
                .Select(property => Unwrap(property.Name, property.Value));

    private static (string Name, object? Value) Unwrap(string name, object? value) =>
        (name, PipelineValue.UnwrapValue(value));

    private static IEnumerable<(string Name, object? Value)> Flatten((string Name, object? Value) property)
    {
        var (name, value) = property;
        if (CardField.Normalise(name) != "billingaddress")
        {
            return [property];
        }

        // Without an address the property is no column.
        return (ObjectFields.Read(value is null ? null : PSObject.AsPSObject(value)) ?? []).Select(field =>
            ($"{name}.{field.Key}", (object?)field.Value)
        );
    }

    private static string? TextOf(object? value) =>
        value switch
        {
            null or "" => null,
            string text => text,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable several => string.Join(
                CapabilitySeparator,
                several.Cast<object?>().Select(item => item?.ToString()).OfType<string>()
            ),
            _ => value.ToString(),
        };
}
