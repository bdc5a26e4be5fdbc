using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Help;

/// <summary>The documents of the repository say nothing that is not there: links, and commands with their parameters.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] OutOfSight = ["bin", "obj", "out", ".git", "node_modules"];

    public static TheoryData<string> Documents =>
        [.. All().Select(file => Path.GetRelativePath(StagedModule.SourceRoot, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_leads_to_a_file_that_exists(string document)
    {
        var file = Path.Combine(StagedModule.SourceRoot, document);
        var links = Link()
            .Matches(File.ReadAllText(file))
            .Select(link => link.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));

        Assert.All(
            links,
            link =>
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link)), $"{link} does not exist.")
        );
    }

    [Fact]
    public void Every_command_line_parses_and_its_commands_have_those_parameters()
    {
        using var shell = Shell.Open();
        var known = shell
            .Run("Get-Command -Module VgsCalm")
            .ThrowIfFailed()
            .Output.Select(command => (CmdletInfo)command.BaseObject)
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        var blocks = All()
            .SelectMany(file =>
                Block()
                    .Matches(File.ReadAllText(file))
                    .Select(block =>
                        (File: Path.GetRelativePath(StagedModule.SourceRoot, file), Code: block.Groups[1].Value)
                    )
            )
            .ToArray();

        Assert.True(blocks.Length > 80);
        Assert.All(
            blocks,
            block => Assert.Empty(Problems(block.Code, known).Select(problem => $"{block.File}: {problem}"))
        );
    }

    [Theory]
    [InlineData("README.md", "demo/cards.csv")]
    [InlineData("docs/getting-started.md", "docs/getting-started.md")]
    public void A_row_that_a_page_shows_is_one_that_its_reader_has(string page, string source)
    {
        var rows = CardRow().Matches(Read(source)).Select(row => row.Groups[1].Value).ToArray();
        var shown = ShownRow().Matches(Read(page)).ToArray();

        Assert.NotEmpty(shown);
        Assert.All(
            shown,
            row =>
            {
                var number = rows[int.Parse(row.Groups["row"].Value, CultureInfo.InvariantCulture) - 1];
                Assert.Equal((row.Groups["bin"].Value, row.Groups["last4"].Value), (number[..6], number[^4..]));
            }
        );
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(StagedModule.SourceRoot, document));

    private static IEnumerable<string> Problems(string code, Dictionary<string, CmdletInfo> known)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        foreach (var error in errors)
        {
            yield return error.ToString();
        }

        foreach (
            var line in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
        )
        {
            if (line.GetCommandName() is not { } name || !OurNoun().IsMatch(name))
            {
                continue;
            }

            if (!known.TryGetValue(name, out var command))
            {
                yield return $"there is no {name}";
                continue;
            }

            var parameters = command
                .Parameters.Values.SelectMany(parameter => parameter.Aliases.Append(parameter.Name))
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (
                var given in line
                    .CommandElements.OfType<CommandParameterAst>()
                    .Where(given => !parameters.Contains(given.ParameterName))
            )
            {
                yield return $"{name} has no -{given.ParameterName}";
            }
        }
    }

    private static IEnumerable<string> All() =>
        Directory
            .EnumerateFiles(StagedModule.SourceRoot, "*.md", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(StagedModule.SourceRoot, file)
                    .Split(Path.DirectorySeparatorChar)
                    .Any(OutOfSight.Contains)
            )
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?ms)^```powershell\r?\n(.*?)^```")]
    private static partial Regex Block();

    [GeneratedRegex(@"(\d{16}),\d+,\d+")]
    private static partial Regex CardRow();

    [GeneratedRegex(@"(?m)^(?<row>\d+)\s+(?:failed|rejected)\s+(?<bin>\d{6})\s+(?<last4>\d{4})")]
    private static partial Regex ShownRow();

    [GeneratedRegex("^[A-Za-z]+-Vgs")]
    private static partial Regex OurNoun();
}
