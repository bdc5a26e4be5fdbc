using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace VgsCalm.Help;

/// <summary>A page by its headings: what stands under a heading, and the headings one level deeper.</summary>
internal sealed class Outline(string file, string title, int line)
{
    // The table extension is on so that a table is recognized and refused; without it a table reads as plain text.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .Build();

    public string File { get; } = file;

    public string Title { get; } = title;

    public int Line { get; } = line;

    /// <summary>What stands between this heading and the next.</summary>
    public List<Block> Body { get; } = [];

    public List<Outline> Parts { get; } = [];

    public static Outline Read(string file)
    {
        var open = new Stack<Outline>([new Outline(file, "", 1)]);
        foreach (var block in Markdown.Parse(System.IO.File.ReadAllText(file), Pipeline))
        {
            // A comment is for the tests that run the page's examples.
            if (block is YamlFrontMatterBlock or HtmlBlock { Type: HtmlBlockType.Comment })
            {
                continue;
            }

            if (block is not HeadingBlock heading)
            {
                open.Peek().Body.Add(block);
                continue;
            }

            while (open.Count > heading.Level)
            {
                open.Pop();
            }

            if (open.Count < heading.Level)
            {
                throw new PageException(file, heading.Line + 1, "A heading skips a level.");
            }

            var part = new Outline(file, PlainText.Render(file, heading), heading.Line + 1);
            open.Peek().Parts.Add(part);
            open.Push(part);
        }

        return open.Last().Parts is [var page]
            ? page
            : throw new PageException(file, 1, "A page has one heading of the first level.");
    }

    public Outline Part(string title) =>
        Parts.Find(p => p.Title == title) ?? throw new PageException(File, Line, $"There is no section '{title}'.");

    /// <summary>The body as paragraphs; those of a code block keep their lines.</summary>
    public string[] Text() => PlainText.Render(File, Body);
}
