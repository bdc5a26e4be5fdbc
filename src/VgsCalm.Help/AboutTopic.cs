using System.Text;
using Markdig.Syntax;

namespace VgsCalm.Help;

/// <summary>An about page as plain text of 80 columns. Get-Help lists a topic with the text of the fifth line.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const int Indent = 4;

    public static string ToText(Outline page)
    {
        if (page.Parts is not [{ Title: "SHORT DESCRIPTION" } first, ..])
        {
            throw new PageException(page.File, page.Line, "An about page begins with its SHORT DESCRIPTION.");
        }

        if (first.Text() is not [{ Length: <= Width - Indent }])
        {
            throw new PageException(page.File, first.Line, "The short description is one line.");
        }

        var text = new StringBuilder().Append("TOPIC\n").Append(' ', Indent).Append(page.Title).Append('\n');
        foreach (var part in page.Parts)
        {
            Append(text, part, level: 0);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Outline part, int level)
    {
        text.Append('\n').Append(' ', level * 2).Append(part.Title).Append('\n');
        var isFirst = true;
        foreach (var block in part.Body)
        {
            if (!isFirst)
            {
                text.Append('\n');
            }

            isFirst = false;
            var lines = PlainText.Render(part.File, block).Split('\n');
            foreach (var line in block is CodeBlock ? lines.Select(l => "    " + l) : lines.SelectMany(Wrap))
            {
                if (line.Length + Indent > Width)
                {
                    throw new PageException(
                        part.File,
                        block.Line + 1,
                        $"A line is longer than {Width} columns: {line}"
                    );
                }

                text.Append(' ', string.IsNullOrWhiteSpace(line) ? 0 : Indent).Append(line.TrimEnd()).Append('\n');
            }
        }

        foreach (var inner in part.Parts)
        {
            Append(text, inner, level + 1);
        }
    }

    /// <summary>Breaks at spaces; the further lines of a list's item stand under its text.</summary>
    private static IEnumerable<string> Wrap(string paragraph)
    {
        var hang = paragraph.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        var line = new StringBuilder();
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - Indent)
            {
                yield return line.ToString();
                line.Clear().Append(hang).Append(word);
                continue;
            }

            if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        yield return line.ToString();
    }
}
