using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace VgsCalm.Binding;

/// <summary>
/// Binds the entries of a hashtable, or of another dictionary, to the parameters of their names. PowerShell does so with the properties
/// of an object alone. What is typed counts before what the record has.
/// </summary>
internal sealed class RecordBinding
{
    private const string InputObject = nameof(InputObject);

    private readonly PSCmdlet _command;
    private readonly ParameterMetadata[] _fields;
    private readonly bool _takesValue;
    private readonly List<(PropertyInfo Property, object? Value)> _before = [];
    private string? _lastFound;

    private RecordBinding(PSCmdlet command)
    {
        _command = command;
        var typed = command.MyInvocation.BoundParameters;
        var open = command.MyInvocation.MyCommand.Parameters.Values.Where(given => !typed.ContainsKey(given.Name));
        var byValue = open.ToLookup(parameter => parameter.ParameterSets.Values.Any(use => use.ValueFromPipeline));
        _takesValue = byValue[true].Any(parameter => parameter.Name != InputObject);
        _fields =
        [
            .. byValue[false]
                .Where(parameter => parameter.ParameterSets.Values.Any(use => use.ValueFromPipelineByPropertyName)),
        ];
    }

    /// <summary>
    /// The binding of a command's records; null for a call that is typed whole, which has none: to look for their fields would cost it as
    /// much as its parameters do.
    /// </summary>
    /// <param name="command">The command whose parameters they are, before its first record.</param>
    /// <param name="typed">The record that was typed; null where none was.</param>
    public static RecordBinding? CreateIfNeeded(PSCmdlet command, PSObject? typed) =>
        typed is null && !command.MyInvocation.ExpectingInput ? null : new RecordBinding(command);

    /// <summary>Binds what the engine did not, until <see cref="Restore"/>.</summary>
    /// <param name="record">The record; null where there is none.</param>
    /// <param name="target">What errors name.</param>
    /// <exception cref="VgsApiException">RequestInvalid: it has no field, or a value that cannot be one.</exception>
    public void Bind(PSObject? record, string target)
    {
        // The engine takes anything for an InputObject: what has no field would stand for one more of what was typed.
        var isRecord =
            record is { BaseObject: IDictionary } || !_command.MyInvocation.ExpectingInput
                ? BindFields(record!, target)
                : _takesValue || HasAnyField(record);
        if (!isRecord && !_takesValue)
        {
            throw Refuse(record, target);
        }
    }

    /// <summary>Gives the parameters the values that they had: the next record has its own.</summary>
    public void Restore()
    {
        foreach (var (property, value) in _before)
        {
            property.SetValue(_command, value);
        }

        _before.Clear();
    }

    // Rows are alike: the name that the last one had is looked for first.
    private bool HasAnyField(PSObject? record)
    {
        if (record is null)
        {
            return false;
        }

        if (_lastFound is null || record.Properties[_lastFound] is null)
        {
            _lastFound = _fields.SelectMany(NamesOf).FirstOrDefault(name => record.Properties[name] is not null);
        }

        return _lastFound is not null;
    }

    private bool BindFields(PSObject record, string target)
    {
        var isAny = false;
        foreach (var field in _fields)
        {
            isAny |= TryBind(field, record, target);
        }

        return isAny;
    }

    private bool TryBind(ParameterMetadata parameter, PSObject record, string target)
    {
        var entry = NamesOf(parameter)
            .Select(name => PipelineMember.FindEntry(record, name))
            .FirstOrDefault(found => found is not null);
        if (entry is not { } field)
        {
            return false;
        }

        var property = _command.GetType().GetProperty(parameter.Name)!;
        var value = Convert(field.Value, parameter, target);
        _before.Add((property, property.GetValue(_command)));
        property.SetValue(_command, value);
        return true;
    }

    private static object? Convert(object? value, ParameterMetadata parameter, string target)
    {
        try
        {
            var text = parameter
                .Attributes.OfType<ArgumentTransformationAttribute>()
                .Aggregate(value, (given, rule) => rule.Transform(null!, given!));
            return LanguagePrimitives.ConvertTo(text, parameter.ParameterType, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            // The rules' own words show no value; those of a conversion, or of a type's ToString, may have a card number in them.
            var why =
                error is ArgumentTransformationMetadataException ? error.Message : "it cannot be read as a value.";
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"Nothing was sent for {target}, whose {parameter.Name} cannot be used: {why}",
                target
            );
        }
    }

    private VgsApiException Refuse(PSObject? record, string target) =>
        new(
            VgsErrorId.RequestInvalid,
            $"Nothing was sent for {target}, which is no record: "
                + $"{record?.BaseObject.GetType().Name ?? "null"}, with no field that the command takes.",
            target
        )
        {
            RecommendedAction =
                LanguagePrimitives.GetEnumerable(record) is not null ? "Pipe several records; -InputObject takes one."
                : _fields.Length == 0 ? "Every field is typed: pipe nothing, or leave out what the records have."
                : $"Give objects or hashtables with fields of these: {string.Join(", ", _fields.Select(field => field.Name))}.",
        };

    private static IEnumerable<string> NamesOf(ParameterMetadata parameter) =>
        new[] { parameter.Name }.Concat(parameter.Aliases);
}
