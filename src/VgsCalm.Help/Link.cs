using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace VgsCalm.Help;

/// <summary>A related page; pages of this folder are known to Get-Help by their title.</summary>
internal sealed record Link(string Title, string Address)
{
    public static Link Read(LinkInline link) =>
        new(
            string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString())),
            link.Url is { } url && url.StartsWith("https://", StringComparison.Ordinal) ? url : ""
        );
}
