using System.Collections;
using System.Globalization;
using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Cards;

namespace VgsCalm.Binding;

/// <summary>
/// Reads rows from the pipeline: objects or hashtables whose properties are named as the columns of a file. A nested billing address
/// counts as columns of its own.
/// </summary>
/// <param name="columnMap">Our names of fields to the input's; null where there is none.</param>
internal sealed class CardRowReader(IReadOnlyDictionary<string, string>? columnMap)
{
    private const string CapabilitySeparator = ";";

    // Stands for the value of a property whose getter fails.
    private static readonly object Unreadable = new();

    private readonly List<(string Name, object? Value)> _properties = [];
    private string[] _columns = [];
    private CardRowMap? _map;
    private Func<int, string?>? _text;
    private string? _problem;
    private long _row;

    /// <summary>Reads the next row. A field that has no text is that row's problem and costs no other.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: it is no row at all. CardInvalid: its properties cannot be told
    /// apart.</exception>
    public CardRow Read(PSObject row)
    {
        _row++;
        RequireObject(row);
        _properties.Clear();
        _problem = null;
        AddProperties(row);
        if (_map is null || !IsKnown())
        {
            _columns = [.. _properties.Select(property => property.Name)];
            _map = CardRowMap.ForObject(_columns, columnMap, CardSource.PipelineRow(_row));
        }

        var read = _map.Read(_text ??= TextOf);
        return _problem is null ? read : read with { Problem = _problem };
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

    private void RequireObject(PSObject row)
    {
        if (row.BaseObject is not (string or FileSystemInfo or ValueType))
        {
            return;
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"Row {_row} from the pipeline is a {row.BaseObject.GetType().Name}, which is no row of a card; it was not sent.",
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
                Add(property.Name, ValueOf(property));
            }
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return PipelineValue.UnwrapValue(property.Value);
        }
        catch (GetValueException)
        {
            return Unreadable;
        }
    }

    private void Add(string name, object? value)
    {
        if (!CardField.IsBillingAddress(name))
        {
            _properties.Add((name, ElementText.Find(value) ?? value));
            return;
        }

        if (value == Unreadable)
        {
            FindProblem(CardField.BillingAddress, "cannot be read");
            return;
        }

        if (ObjectFields.FindTypeWithoutFields(value) is { } type)
        {
            FindProblem(
                CardField.BillingAddress,
                $"is a {type}; give a hashtable or an object with {BillingAddress.Names}"
            );
            return;
        }

        // Without an address the property is no column.
        foreach (var field in ObjectFields.ReadValues(value is null ? null : PSObject.AsPSObject(value)) ?? [])
        {
            _properties.Add(
                ($"{name}.{field.Key}", ElementText.Find(field.Value) ?? PipelineValue.UnwrapValue(field.Value))
            );
        }
    }

    private string? TextOf(int ordinal) =>
        _properties[ordinal].Value switch
        {
            null or "" => null,
            string text => text,
            double or float => FloatingNumber.FindText(_properties[ordinal].Value)
                ?? TextOf(_properties[ordinal].Value, ordinal),
            IFormattable number and not PSObject => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable several and not IDictionary => string.Join(
                CapabilitySeparator,
                several.Cast<object?>().Select(item => TextOf(item, ordinal)).OfType<string>()
            ),
            var value => TextOf(value, ordinal),
        };

    private string? TextOf(object? value, int ordinal)
    {
        if (value == Unreadable)
        {
            return FindProblem(_map!.FieldOf(ordinal), "cannot be read");
        }

        return PlainTextAttribute.FindTypeWithoutText(value) is { } type
            ? FindProblem(
                _map!.FieldOf(ordinal),
                $"is a {type} and has no text that could be sent; give text, of a secure string what ConvertFrom-SecureString "
                    + "-AsPlainText gives"
            )
            : value?.ToString();
    }

    // The first problem of a row is told. The field counts as empty: no other text may stand for what it has.
    private string? FindProblem(string field, string what)
    {
        _problem ??= $"has a field {field} that {what}";
        return null;
    }
}
