using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Help;

/// <summary>The page and the topic of all error ids: every id, and none that does not exist.</summary>
public sealed partial class ErrorPageTests
{
    private static readonly string[] OfFiles = ["PathNotFound", "PathAccessDenied", "PathNotUsable", "DriveNotFound"];

    [Fact]
    public void The_page_has_a_row_for_every_id() => Assert.Equal(Ids(), Named("errors.md", Row()));

    [Fact]
    public void The_topic_has_a_line_for_every_id() =>
        Assert.Equal(Ids(), Named(Path.Combine("about", "about_VgsCalm_Errors.md"), Item()));

    [Fact]
    public void The_page_first_names_those_that_are_no_VgsApiException()
    {
        var start = File.ReadAllText(Path.Combine(StagedModule.SourceRoot, "docs", "errors.md")).Split("\n```")[0];

        Assert.All(OfFiles, id => Assert.Contains($"`{id}`", start, StringComparison.Ordinal));
    }

    [Fact]
    public void NotConnected_is_in_no_list_of_non_terminating_errors()
    {
        var pages = Directory.GetFiles(Path.Combine(StagedModule.SourceRoot, "docs", "commands"), "*.md");

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.DoesNotMatch("non-terminating: [^.]*NotConnected", File.ReadAllText(page)));
    }

    private static string[] Ids()
    {
        using var shell = Shell.Open();
        var ids = shell
            .Run("[enum]::GetNames([VgsCalm.VgsErrorId])")
            .ThrowIfFailed()
            .Output.Select(id => id.ToString());
        return [.. ids.Concat(OfFiles).Order(StringComparer.Ordinal)];
    }

    private static string[] Named(string page, Regex entry) =>
        [
            .. entry
                .Matches(File.ReadAllText(Path.Combine(StagedModule.SourceRoot, "docs", page)))
                .SelectMany(match => match.Groups["id"].Captures.Select(id => id.Value))
                .Order(StringComparer.Ordinal),
        ];

    [GeneratedRegex(@"(?m)^\| `(?<id>[A-Za-z]+)` \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?m)^- (?<id>[A-Z][A-Za-z]+)(, (?<id>[A-Z][A-Za-z]+))*:", RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
