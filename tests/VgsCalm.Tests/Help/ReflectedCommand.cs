using System.Collections;
using System.Management.Automation;
using System.Text;

namespace VgsCalm.Tests.Help;

/// <summary>What the command itself says of its surface, written as a page writes it: what a page has to say word for word.</summary>
internal sealed class ReflectedCommand
{
    private const int Width = 100;

    private readonly CmdletInfo _command;
    private readonly object _instance;

    private ReflectedCommand(CmdletInfo command)
    {
        _command = command;
        _instance = Activator.CreateInstance(command.ImplementingType)!;
        Parameters = command
            .Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(p => "-" + p.Name, BlockOf, StringComparer.Ordinal);
    }

    public string Name => _command.Name;

    /// <summary>The text under SYNTAX.</summary>
    public string Syntax =>
        string.Join("\n\n", _command.ParameterSets.OrderByDescending(s => s.IsDefault).Select(SyntaxOf));

    /// <summary>The yaml block of each parameter, by its heading.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    public string[] Inputs =>
        OrNone(
            _command
                .ParameterSets.SelectMany(s => s.Parameters)
                .Where(p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName)
                .Select(p => Readable(p.ParameterType))
        );

    public string[] Outputs => OrNone(_command.OutputType.Select(t => t.Name));

    public static ReflectedCommand[] All(Shell shell) =>
        [
            .. shell
                .Run("Get-Command -Module VgsCalm")
                .Output.Select(o => new ReflectedCommand((CmdletInfo)o.BaseObject)),
        ];

    private string SyntaxOf(CommandParameterSetInfo set)
    {
        var text = new StringBuilder().Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"### {set.Name}{(set.IsDefault && _command.ParameterSets.Count > 1 ? " (Default)" : "")}\n\n```\n"
        );
        var line = Name;
        foreach (var word in Words(set.ToString()))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line = "";
            }

            line += " " + word;
        }

        return text.Append(line).Append("\n```").ToString();
    }

    // A parameter and its value stay on one line.
    private static IEnumerable<string> Words(string syntax)
    {
        var open = "";
        foreach (var word in syntax.Split(' '))
        {
            open = open.Length == 0 ? word : $"{open} {word}";
            if (open[0] == '[' ? Count(open, '[') > Count(open, ']') : open[0] == '-' && !open.Contains(' '))
            {
                continue;
            }

            yield return open;
            open = "";
        }

        if (open.Length > 0)
        {
            yield return open;
        }

        static int Count(string text, char c) => text.Count(other => other == c);
    }

    private string BlockOf(ParameterMetadata parameter) =>
        $"""
            ```yaml
            Type: {Readable(parameter.ParameterType)}
            DefaultValue: {Quoted(DefaultOf(parameter))}
            SupportsWildcards: {Lower(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}
            Aliases:{ListOf(parameter.Aliases)}
            ParameterSets:
            {string.Join(
                '\n',
                parameter.ParameterSets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => UseOf(s.Key, s.Value))
            )}
            DontShow: false
            AcceptedValues:{ListOf(AcceptedBy(parameter))}
            HelpMessage: ''
            ```
            """;

    private static string UseOf(string set, ParameterSetMetadata use) =>
        $"""
            - Name: {(set == ParameterAttribute.AllParameterSets ? "(All)" : set)}
              Position: {(use.Position < 0 ? "Named" : use.Position)}
              IsRequired: {Lower(use.IsMandatory)}
              ValueFromPipeline: {Lower(use.ValueFromPipeline)}
              ValueFromPipelineByPropertyName: {Lower(use.ValueFromPipelineByPropertyName)}
              ValueFromRemainingArguments: {Lower(use.ValueFromRemainingArguments)}
            """;

    private static IEnumerable<string> AcceptedBy(ParameterMetadata parameter) =>
        parameter.ParameterType.IsEnum
            ? Enum.GetNames(parameter.ParameterType)
            : parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(a => a.ValidValues);

    // What PSDefaultValue says stands over the property's first value: it is there where that value means "none given".
    private string DefaultOf(ParameterMetadata parameter)
    {
        if (parameter.Attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault() is { } told)
        {
            return told.Help ?? told.Value?.ToString() ?? "";
        }

        if (parameter.SwitchParameter)
        {
            return "False";
        }

        if (_command.ImplementingType.GetProperty(parameter.Name) is not { } property)
        {
            return "";
        }

        return property.GetValue(_instance) switch
        {
            null => "",
            string one => one,
            IEnumerable several => string.Join(", ", several.Cast<object>()),
            IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            var other => other.ToString()!,
        };
    }

    private static string ListOf(IEnumerable<string> values) =>
        string.Concat(values.Select(v => $"\n- {v}")) is { Length: > 0 } list ? list : " []";

    private static string Readable(Type type) => (Nullable.GetUnderlyingType(type) ?? type).FullName!;

    private static string Quoted(string value) =>
        value.Length == 0 || value.Any(c => !char.IsAsciiLetterOrDigit(c))
            ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : value;

    private static string Lower(bool value) => value ? "true" : "false";

    private static string[] OrNone(IEnumerable<string> types) =>
        types.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } some
            ? some
            : ["None"];
}
