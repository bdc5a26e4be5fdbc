using Markdig.Syntax;

namespace VgsCalm.Help;

/// <summary>
/// An example: its first code block is the command, what comes before tells what for, what comes after is what it prints.
/// </summary>
internal sealed record Example(string Title, string[] Introduction, string Code, string[] Remarks)
{
    public static Example Read(Outline part)
    {
        var at = part.Body.FindIndex(b => b is FencedCodeBlock);
        if (at < 0)
        {
            throw new PageException(part.File, part.Line, "An example has a code block.");
        }

        var text = part.Text();
        return new Example(part.Title, text[..at], text[at], text[(at + 1)..]);
    }
}
