using System.Xml.Linq;

namespace VgsCalm.Help;

/// <summary>Writes the XML that Get-Help reads on every edition of PowerShell.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(string file, IEnumerable<CommandPage> pages) =>
        new XDocument(
            new XElement(
                Help + "helpItems",
                new XAttribute("schema", "maml"),
                new XAttribute(XNamespace.Xmlns + "maml", Maml),
                new XAttribute(XNamespace.Xmlns + "command", Command),
                new XAttribute(XNamespace.Xmlns + "dev", Dev),
                pages.Select(CommandElement)
            )
        ).Save(file);

    private static XElement CommandElement(CommandPage page)
    {
        var name = page.Name.Split('-');
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                Description([page.Synopsis])
            ),
            Description(page.Description),
            new XElement(
                Command + "syntax",
                page.Syntax.Select(line => new XElement(
                    Command + "syntaxItem",
                    new XElement(Maml + "name", page.Name),
                    line.Parameters.Select(p => ParameterElement(p.Parameter, p.Use, inSyntax: true))
                ))
            ),
            new XElement(
                Command + "parameters",
                page.Parameters.Select(p => ParameterElement(p, p.Uses[0], inSyntax: false))
            ),
            new XElement(Command + "inputTypes", page.Inputs.Select(t => TypeElement("inputType", t))),
            new XElement(Command + "returnValues", page.Outputs.Select(t => TypeElement("returnValue", t))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", ParagraphElements(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select(ExampleElement)),
            new XElement(
                Command + "relatedLinks",
                page.Links.Select(link => new XElement(
                    Maml + "navigationLink",
                    new XElement(Maml + "linkText", link.Title),
                    new XElement(Maml + "uri", link.Address)
                ))
            )
        );
    }

    private static XElement ParameterElement(ParameterText parameter, ParameterUse use, bool inSyntax)
    {
        var aliases = parameter.JoinList("Aliases");
        return new XElement(
            Command + "parameter",
            new XAttribute("required", use.IsRequired ? "true" : "false"),
            new XAttribute(
                "variableLength",
                parameter.ShortType.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"
            ),
            new XAttribute("globbing", parameter.Facts["SupportsWildcards"]),
            new XAttribute("pipelineInput", use.Pipeline),
            new XAttribute("position", use.Position.ToLowerInvariant()),
            new XAttribute("aliases", aliases.Length == 0 ? "none" : aliases),
            new XElement(Maml + "name", parameter.Name),
            inSyntax ? null : Description(parameter.Text),
            ValueElement(parameter, inSyntax),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.ShortType), new XElement(Maml + "uri")),
            new XElement(
                Dev + "defaultValue",
                parameter.Facts["DefaultValue"] is { Length: > 0 } value ? value : "None"
            )
        );
    }

    // A switch takes no value, and a closed list of values is shown in place of its type.
    private static XElement? ValueElement(ParameterText parameter, bool inSyntax)
    {
        if (parameter.IsSwitch && inSyntax)
        {
            return null;
        }

        var accepted = parameter.Lists.GetValueOrDefault("AcceptedValues", []);
        return inSyntax && accepted.Length > 0
            ? new XElement(Command + "parameterValueGroup", accepted.Select(Value))
            : Value(parameter.ShortType);

        static XElement Value(string text) =>
            new(
                Command + "parameterValue",
                new XAttribute("required", "true"),
                new XAttribute("variableLength", "false"),
                text
            );
    }

    private static XElement TypeElement(string element, TypeText type) =>
        new(
            Command + element,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Type), new XElement(Maml + "uri")),
            Description(type.Text)
        );

    private static XElement ExampleElement(Example example) =>
        new(
            Command + "example",
            new XElement(Maml + "title", $"------ {example.Title} ------"),
            new XElement(Dev + "code", example.Code),
            // The empty paragraph keeps the next example's title off the last line.
            new XElement(Dev + "remarks", ParagraphElements([.. example.Introduction, .. example.Remarks, ""]))
        );

    private static XElement Description(IEnumerable<string> text) => new(Maml + "description", ParagraphElements(text));

    private static IEnumerable<XElement> ParagraphElements(IEnumerable<string> text) =>
        text.Select(t => new XElement(Maml + "para", t));
}
