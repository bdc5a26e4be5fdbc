using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace VgsCalm.Help;

/// <summary>What a page in docs/commands says, part by part as Get-Help shows it.</summary>
internal sealed record CommandPage(
    string Name,
    string Synopsis,
    string[] Description,
    IReadOnlyList<SyntaxLine> Syntax,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    string[] Notes,
    IReadOnlyList<Link> Links
)
{
    /// <summary>With the page's address in the project first: what Get-Help -Online opens.</summary>
    public CommandPage OnlineAt(string project) =>
        this with
        {
            Links =
            [
                new Link("Online Version:", $"{project.TrimEnd('/')}/blob/HEAD/docs/commands/{Name}.md"),
                .. Links,
            ],
        };

    public static CommandPage Read(string file)
    {
        var page = Outline.Read(file);
        if (page.Title != Path.GetFileNameWithoutExtension(file))
        {
            throw new PageException(file, page.Line, "The page is not named as its file.");
        }

        var parameters = page.Part("PARAMETERS")
            .Parts.Where(p => p.Title != "CommonParameters")
            .Select(ParameterText.Read)
            .ToArray();
        return new CommandPage(
            page.Title,
            string.Join(' ', page.Part("SYNOPSIS").Text()),
            page.Part("DESCRIPTION").Text(),
            [.. page.Part("SYNTAX").Parts.Select(p => SyntaxLine.Read(p, parameters))],
            parameters,
            [.. page.Part("EXAMPLES").Parts.Select(Example.Read)],
            [.. page.Part("INPUTS").Parts.Select(TypeText.Read)],
            [.. page.Part("OUTPUTS").Parts.Select(TypeText.Read)],
            page.Part("NOTES").Text(),
            [
                .. page.Part("RELATED LINKS")
                    .Body.OfType<ListBlock>()
                    .SelectMany(l => l.Descendants<LinkInline>())
                    .Select(Link.Read),
            ]
        );
    }
}
