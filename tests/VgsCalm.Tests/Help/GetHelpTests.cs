using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Tests.Help;

/// <summary>What Get-Help finds in the staged module.</summary>
public sealed class GetHelpTests(GetHelpTests.OneShell shell) : IClassFixture<GetHelpTests.OneShell>
{
    private static readonly string[] Topics =
    [
        "about_VgsCalm",
        "about_VgsCalm_Errors",
        "about_VgsCalm_Security",
        "about_VgsCalm_Sessions",
    ];

    public static TheoryData<string> Names => [.. HelpPage.AllNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_help_of_a_command_is_whole(string name)
    {
        var command = ReflectedCommand.All(shell.Value).Single(c => c.Name == name);

        var help = shell.Value.Run("Get-Help $name -Full", ("name", name)).Single;

        var synopsis = TextOf(help, "Synopsis");
        Assert.NotEmpty(synopsis);
        Assert.DoesNotContain(name, synopsis, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(Text(help, "description"));
        Assert.All(
            Several(help, "parameters", "parameter"),
            parameter => Assert.NotEmpty(Text(parameter, "description"))
        );
        Assert.Equal(
            string.Join(' ', command.Parameters.Keys),
            string.Join(' ', Several(help, "parameters", "parameter").Select(p => "-" + TextOf(p, "name")))
        );
        Assert.InRange(
            Several(help, "examples", "example")
                .Count(e => TextOf(e, "code").Length > 0 && Text(e, "remarks").Length > 0),
            2,
            20
        );
        Assert.NotEmpty(Several(help, "inputTypes", "inputType"));
        Assert.NotEmpty(Several(help, "returnValues", "returnValue"));
        Assert.NotEmpty(Several(help, "relatedLinks", "navigationLink"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_help_of_a_command_has_its_parameter_sets(string name)
    {
        var sets = ((CmdletInfo)shell.Value.Run("Get-Command $name", ("name", name)).Single.BaseObject).ParameterSets;

        var help = shell.Value.Run("Get-Help $name", ("name", name)).Single;

        var expected = sets.OrderByDescending(s => s.IsDefault)
            .Select(s =>
                s.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
                    .Select(p => p.Name)
                    .Order(StringComparer.Ordinal)
            );
        var shown = Several(help, "syntax", "syntaxItem")
            .Select(s => Several(s, "parameter").Select(p => TextOf(p, "name")).Order(StringComparer.Ordinal));
        Assert.Equal(Lines(expected), Lines(shown));
    }

    [Fact]
    public void The_about_topics_are_found_and_fit_80_columns()
    {
        foreach (var topic in Topics)
        {
            var text = shell.Value.Run("Get-Help $topic", ("topic", topic)).Single.ToString();

            Assert.Contains(topic, text, StringComparison.Ordinal);
            Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        }

        var staged = Directory
            .EnumerateFiles(Path.Combine(StagedModule.Folder, "en-US"), "about_*")
            .Select(f => Path.GetFileName(f).Split('.')[0]);
        Assert.Equal(string.Join(' ', Topics), string.Join(' ', staged.Order(StringComparer.Ordinal)));
    }

    private static string Lines(IEnumerable<IEnumerable<string>> sets) =>
        string.Join('\n', sets.Select(names => string.Join(' ', names)));

    private static IEnumerable<PSObject> Several(PSObject help, params string[] path)
    {
        object? at = help;
        foreach (var step in path)
        {
            at = PSObject.AsPSObject(at ?? "").Properties[step]?.Value;
        }

        var value = at is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : at;
        return value switch
        {
            null => [],
            string => [],
            IEnumerable several => several.Cast<object>().Select(PSObject.AsPSObject),
            _ => [PSObject.AsPSObject(value)],
        };
    }

    private static string TextOf(PSObject help, string property) =>
        help.Properties[property]?.Value?.ToString()?.Trim() ?? "";

    private static string Text(PSObject help, string property) =>
        string.Join('\n', Several(help, property).Select(t => TextOf(t, "Text"))).Trim();

    /// <summary>Reading the help takes the engine a second; all tests ask the same one.</summary>
    public sealed class OneShell : IDisposable
    {
        internal Shell Value { get; } = Shell.Open();

        public void Dispose() => Value.Dispose();
    }
}
