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

    private readonly List<(string Name, object? Value)> _properties = [];
    private string[] _columns = [];
    private CardRowMap? _map;

    /// <exception cref="VgsApiException">RequestInvalid: it is no row at all. CardInvalid: its properties cannot be told
    /// apart.</exception>
    public CardRow Read(PSObject row)
    {
        RequireObject(row);
        _properties.Clear();
        AddProperties(row);
        if (_map is null || !IsKnown())
        {
            _columns = [.. _properties.Select(property => property.Name)];
            _map = CardRowMap.ForObject(_columns, columnMap);
        }

        return _map.Read(ordinal => TextOf(_properties[ordinal].Value));
    }

    // Rows of one input have the same properties: the map of the row before is good for this one.
    private bool IsKnown()
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            if (i >= _columns.Length || !string.Equals(_properties[i].Name, _columns[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return _properties.Count == _columns.Length;
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

    private void AddProperties(PSObject row)
    {
        if (row.BaseObject is IDictionary fields)
        {
            foreach (var field in PipelineValue.ReadEntries(fields))
            {
                Add(PipelineValue.NameOf(field), PipelineValue.UnwrapValue(field.Value));
            }

            return;
        }

        foreach (var property in row.Properties)
        {
            if (property.IsGettable)
            {
                Add(property.Name, PipelineValue.UnwrapValue(property.Value));
            }
        }
    }

    private void Add(string name, object? value)
    {
        if (!CardField.IsBillingAddress(name))
        {
            _properties.Add((name, value));
            return;
        }

        // Without an address the property is no column.
        foreach (var field in ObjectFields.Read(value is null ? null : PSObject.AsPSObject(value)) ?? [])
        {
            _properties.Add(($"{name}.{field.Key}", field.Value));
        }
    }

    private static string? TextOf(object? value) =>
        value switch
        {
            null or "" => null,
            string text => text,
            _ when PlainTextAttribute.FindTypeWithoutText(value) is { } type => throw WithoutText(type),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable several => string.Join(
                CapabilitySeparator,
                several.Cast<object?>().Select(item => item?.ToString()).OfType<string>()
            ),
            _ => value.ToString(),
        };

    private static VgsApiException WithoutText(string type) =>
        new(
            VgsErrorId.CardInvalid,
            $"A field of a row is a {type}, which has no text that could be sent; the row was not sent.",
            type
        )
        {
            RecommendedAction = "Give text; of a secure string, what ConvertFrom-SecureString -AsPlainText gives.",
        };
}
