namespace VgsCalm.Tests.Help;

/// <summary>The pages in docs/commands say what the commands are. VGSCALM_UPDATE_HELP=1 brings syntax and blocks in step.</summary>
public sealed class HelpPageTests
{
    private static readonly string[] Sections =
    [
        "SYNOPSIS",
        "SYNTAX",
        "DESCRIPTION",
        "EXAMPLES",
        "PARAMETERS",
        "INPUTS",
        "OUTPUTS",
        "NOTES",
        "RELATED LINKS",
    ];

    private static readonly ReflectedCommand[] Commands = Reflect();

    public static TheoryData<string> Names => [.. Commands.Select(c => c.Name)];

    [Fact]
    public void Each_exported_command_has_a_page_and_each_page_a_command()
    {
        using var shell = Shell.Open();
        var exported = shell
            .Run("(Test-ModuleManifest $manifest).ExportedCmdlets.Keys", ("manifest", StagedModule.Manifest))
            .Output.Select(n => n.ToString());

        Assert.Equal(
            Lines(exported.Order(StringComparer.Ordinal)),
            Lines(HelpPage.AllNames.Order(StringComparer.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_all_its_sections_in_order_and_nothing_left_to_fill(string name)
    {
        var page = HelpPage.Read(name);

        Assert.Equal(
            Lines(Sections),
            Lines(page.Text.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..]))
        );
        Assert.All(Sections, section => Assert.NotEmpty(page[section]));
        Assert.Contains($"\ntitle: {name}\n", page.Text, StringComparison.Ordinal);
        Assert.Contains($"\n# {name}\n", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_syntax_of_the_command(string name) =>
        Assert.Equal(Find(name).Syntax, HelpPage.Read(name)["SYNTAX"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_parameters_of_the_command_as_they_are(string name)
    {
        var parameters = HelpPage.Read(name).Parameters;

        Assert.Equal(Lines(Find(name).Parameters.Keys), Lines(parameters.Select(p => p.Title)));
        Assert.All(parameters, p => Assert.Equal(Find(name).Parameters[p.Title], HelpPage.BlockIn(p.Body)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_types_that_go_in_and_come_out(string name)
    {
        var page = HelpPage.Read(name);

        Assert.Equal(Lines(Find(name).Inputs), Lines(page.Titles("INPUTS").Order(StringComparer.Ordinal)));
        Assert.Equal(Lines(Find(name).Outputs), Lines(page.Titles("OUTPUTS").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pages_that_a_page_links_to_exist(string name)
    {
        var links = HelpPage
            .Read(name)["RELATED LINKS"]
            .Split('\n')
            .Select(l => l.Split("](")[1].TrimEnd(')'))
            .ToArray();

        Assert.NotEmpty(links);
        Assert.All(
            links,
            link =>
                Assert.True(
                    link.StartsWith("https://", StringComparison.Ordinal)
                        || File.Exists(Path.Combine(HelpPage.Folder, link)),
                    $"{link} does not exist."
                )
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_page_has_an_address_that_Get_Help_Online_can_open(string name) =>
        Assert.Contains("](https://", HelpPage.Read(name)["RELATED LINKS"], StringComparison.Ordinal);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static ReflectedCommand Find(string name) => Commands.Single(c => c.Name == name);

    private static ReflectedCommand[] Reflect()
    {
        using var shell = Shell.Open();
        var commands = ReflectedCommand.All(shell);
        if (HelpPageWriter.IsAskedFor)
        {
            Array.ForEach(commands, HelpPageWriter.Update);
        }

        return commands;
    }
}
