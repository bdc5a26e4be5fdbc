using YamlDotNet.Core;

namespace VgsCalm.Formats.Yaml;

/// <summary>Says in our words what YamlDotNet found wrong: its own could quote the file, and so a secret.</summary>
internal static class YamlFault
{
    internal const string Other = "this is not well-formed YAML.";

    private const string Colon =
        "a colon stands where none can be: a line is indented too far, an earlier colon lacks its space, or a value needs quotes.";

    // By what the library's messages say; one that it words differently falls back to the general sentence.
    private static readonly (string Sign, string Problem)[] Known =
    [
        (" tab ", "a tab is used for indentation; YAML wants spaces."),
        ("expected ':'", "this is not a field; a field is its name, a colon and a space."),
        ("invalid mapping", Colon),
        ("values are not allowed", Colon),
        ("entries are not allowed", "a list has to begin on a line of its own."),
        ("quoted scalar, found unexpected end", "a quotation mark is opened and never closed."),
        (
            "quoted scalar, found wrong",
            "a quotation mark is not closed on its line, or its text goes on with too little indentation."
        ),
        ("escape", "a double-quoted text has an escape that YAML does not know."),
        ("surrogate", "a double-quoted text has an escape that is no character."),
        ("cannot start any token", "a value begins with a character that YAML reserves; put it in quotes."),
        ("node content", "a comma or a bracket stands where a value is wanted."),
        ("',' or '", "a bracket or a brace is not closed, or a comma is missing."),
        ("expected '-'", "an item of a list is not aligned with the others."),
        (
            "expected key",
            "this is not a field (its name, a colon and a space), it is not aligned with the others, or it follows a "
                + "value that was complete."
        ),
        ("incompatible", "this version of YAML is not known."),
        ("tag", "tags ('!') are not accepted."),
        ("anchor", "anchors and aliases ('&', '*') are not accepted."),
    ];

    internal static string Describe(YamlException fault)
    {
        foreach (var (sign, problem) in Known)
        {
            if (fault.Message.IndexOf(sign, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return problem;
            }
        }

        return Other;
    }
}
