using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace VgsCalm.Tests.Packaging;

/// <summary>All that scripts may rely on, as text: commands with their parameters, what they give, error ids.</summary>
internal static class PublicSurface
{
    public static string Describe(Shell shell)
    {
        var commands = shell
            .Run("Get-Command -Module VgsCalm")
            .ThrowIfFailed()
            .Output.Select(command => (CmdletInfo)command.BaseObject)
            .OrderBy(command => command.Name, StringComparer.Ordinal)
            .ToArray();
        var assemblies = commands
            .Select(command => command.ImplementingType.Assembly)
            .Distinct()
            .SelectMany(module =>
                module
                    .GetReferencedAssemblies()
                    .Where(name => name.Name == "VgsCalm.Core")
                    .Select(Assembly.Load)
                    .Append(module)
            );
        var types = assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !typeof(Cmdlet).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToArray();

        var text = new StringBuilder(
            "# Commands: parameter sets (* the default one), parameters as TYPE, ! mandatory, N position, v from the "
                + "pipeline, n by property name.\n"
        );
        foreach (var command in commands)
        {
            Append(text, command);
        }

        text.Append("\n# Types\n");
        foreach (var type in types)
        {
            Append(text, type);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, CmdletInfo command)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{command.Name} -> {string.Join(" | ", command.OutputType.Select(type => type.Name).DefaultIfEmpty("nothing"))}\n"
        );
        foreach (var set in command.ParameterSets.OrderBy(set => set.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {set.Name}{(set.IsDefault ? "*" : "")}\n");
            foreach (
                var parameter in set
                    .Parameters.Where(IsOwn)
                    .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            )
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    -{string.Join("|", parameter.Aliases.Order(StringComparer.Ordinal).Prepend(parameter.Name))} "
                        + $"<{parameter.ParameterType.ToString()}>{Marks(parameter)}\n"
                );
            }
        }
    }

    private static void Append(StringBuilder text, Type type)
    {
        if (type.IsEnum)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{type.FullName}: {string.Join(' ', Enum.GetNames(type))}\n");
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{type.FullName}{(type.BaseType is { } parent && parent != typeof(object) ? " : " + parent.FullName : "")}\n"
        );
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property =>
                $"  {property.Name} <{property.PropertyType}>{(property.SetMethod?.IsPublic == true ? " settable" : "")}\n"
            );
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName)
            .Select(method =>
                $"  {method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.ToString()))}) "
                + $"<{method.ReturnType}>\n"
            );
        foreach (var line in properties.Concat(methods).Order(StringComparer.Ordinal))
        {
            text.Append(line);
        }
    }

    private static bool IsOwn(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private static string Marks(CommandParameterInfo parameter) =>
        string.Concat(
            parameter.IsMandatory ? " !" : "",
            parameter.Position >= 0 ? $" {parameter.Position}" : "",
            parameter.ValueFromPipeline ? " v" : "",
            parameter.ValueFromPipelineByPropertyName ? " n" : ""
        );
}
