using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Help;

/// <summary>A page of docs/commands as text: its sections by heading, and what they hold.</summary>
internal sealed partial class HelpPage
{
    private readonly Dictionary<string, string> _sections;

    private HelpPage(string name, string text)
    {
        Name = name;
        Text = text;
        _sections = Split(text, "## ").ToDictionary(s => s.Title, s => s.Body, StringComparer.Ordinal);
    }

    public static string Folder { get; } = Path.Combine(StagedModule.SourceRoot, "docs", "commands");

    public string Name { get; }

    public string Text { get; }

    /// <summary>Heading and text of each parameter, CommonParameters apart.</summary>
    public IReadOnlyList<(string Title, string Body)> Parameters =>
        [.. Split(this["PARAMETERS"], "### ").Where(p => p.Title != "CommonParameters")];

    public string this[string section] => _sections.GetValueOrDefault(section, "");

    public static IEnumerable<string> AllNames =>
        Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!);

    public static string PathOf(string name) => Path.Combine(Folder, name + ".md");

    public static HelpPage Read(string name) => new(name, File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n"));

    public IEnumerable<string> Titles(string section) => Split(this[section], "### ").Select(p => p.Title);

    /// <summary>The yaml block in a parameter's text.</summary>
    public static string BlockIn(string body) => Yaml().Match(body).Value;

    [GeneratedRegex("```yaml\n.*?\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    public static partial Regex Yaml();

    // Headings inside of code blocks do not occur: the pages' code has no line that begins so.
    private static IEnumerable<(string Title, string Body)> Split(string text, string mark) =>
        ("\n" + text)
            .Split("\n" + mark)
            .Skip(1)
            .Select(part =>
            {
                var end = part.IndexOf('\n', StringComparison.Ordinal);
                return end < 0 ? (part, "") : (part[..end].Trim(), part[(end + 1)..].Trim('\n'));
            });
}
