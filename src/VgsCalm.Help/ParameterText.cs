using Markdig.Syntax;

namespace VgsCalm.Help;

/// <summary>A parameter's text and the facts in its yaml block.</summary>
internal sealed record ParameterText(
    string Name,
    string[] Text,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyDictionary<string, string[]> Lists,
    IReadOnlyList<ParameterUse> Uses
)
{
    /// <summary>The type without its namespace.</summary>
    public string ShortType => Facts["Type"][(Facts["Type"].LastIndexOf('.') + 1)..];

    public bool IsSwitch => ShortType == "SwitchParameter";

    public static ParameterText Read(Outline part)
    {
        if (part.Body is not [.., FencedCodeBlock { Info: "yaml" } yaml])
        {
            throw new PageException(part.File, part.Line, "A parameter ends in its yaml block.");
        }

        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var uses = new List<Dictionary<string, string>>();
        var key = "";
        foreach (var line in yaml.Lines.ToString().TrimEnd().Split('\n'))
        {
            var isItem = line.StartsWith("- ", StringComparison.Ordinal);
            var pair = line.TrimStart('-', ' ').Split(": ", 2);
            if (key != "ParameterSets" && isItem)
            {
                lists[key] = [.. lists.GetValueOrDefault(key, []), Unquote(line[2..])];
            }
            else if (isItem)
            {
                uses.Add(new Dictionary<string, string>(StringComparer.Ordinal) { [pair[0]] = Unquote(pair[1]) });
            }
            else if (line[0] == ' ')
            {
                uses[^1][pair[0]] = Unquote(pair[1]);
            }
            else if (pair is [var only])
            {
                key = only.TrimEnd(':');
            }
            else
            {
                facts[pair[0]] = Unquote(pair[1]);
            }
        }

        return new ParameterText(
            part.Title.TrimStart('-'),
            PlainText.Render(part.File, part.Body[..^1]),
            facts,
            lists,
            [.. uses.Select(ParameterUse.Read)]
        );
    }

    public string JoinList(string key) => string.Join(", ", Lists.GetValueOrDefault(key, []));

    private static string Unquote(string value) =>
        value is "''" or "[]" ? ""
        : value[0] == '\'' ? value[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : value;
}
