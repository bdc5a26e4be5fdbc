using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace VgsCalm.Help;

/// <summary>Markdown as a console shows it. What has no form there (tables, pictures, raw HTML) is refused, not dropped.</summary>
internal static class PlainText
{
    public static string[] Render(string file, IEnumerable<Block> blocks) => [.. blocks.Select(b => Render(file, b))];

    public static string Render(string file, Block block) =>
        block switch
        {
            CodeBlock code when code.Lines.ToString() is [' ', ..] => throw new PageException(
                file,
                block.Line + 1,
                "Get-Help takes away the spaces that a code block begins with."
            ),
            CodeBlock code => code.Lines.ToString().TrimEnd(),
            LeafBlock { Inline: { } inline } => Render(file, block, inline),
            ListBlock list => string.Join(
                '\n',
                list.Select((item, i) => Item(file, (ListItemBlock)item, list.IsOrdered ? $"{i + 1}. " : "- "))
            ),
            _ => throw Unsupported(file, block),
        };

    private static string Item(string file, ListItemBlock item, string mark) =>
        item is [ParagraphBlock only] ? mark + Render(file, only) : throw Unsupported(file, item);

    private static string Render(string file, Block block, ContainerInline inlines) =>
        string.Concat(
            inlines.Select(inline =>
                inline switch
                {
                    LiteralInline literal => literal.Content.ToString(),
                    CodeInline code => code.Content,
                    LineBreakInline => " ",
                    LinkInline { IsImage: false } link => Render(file, block, link),
                    AutolinkInline link => link.Url,
                    EmphasisInline emphasis => Render(file, block, emphasis),
                    _ => throw Unsupported(file, block),
                }
            )
        );

    private static PageException Unsupported(string file, Block block) =>
        new(file, block.Line + 1, $"Help text cannot show a {block.GetType().Name} like this one.");
}
