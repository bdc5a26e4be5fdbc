using VgsCalm.Help;

// VgsCalm.Help COMMAND-PAGES-FOLDER ABOUT-FOLDER OUTPUT-FOLDER [PROJECT-ADDRESS]
if (args is not [var commands, var about, var output, .. var rest] || rest.Length > 1)
{
    await Console.Error.WriteLineAsync("Usage: VgsCalm.Help COMMANDS ABOUT OUTPUT [PROJECT-ADDRESS]");
    return 2;
}

try
{
    Directory.CreateDirectory(output);
    var pages = Sorted(commands).Select(CommandPage.Read).ToArray();
    if (rest is [var project])
    {
        pages = [.. pages.Select(page => page.OnlineAt(project))];
    }

    MamlWriter.Write(Path.Combine(output, "VgsCalm.dll-Help.xml"), pages);
    foreach (var topic in Sorted(about))
    {
        File.WriteAllText(
            Path.Combine(output, Path.GetFileNameWithoutExtension(topic) + ".help.txt"),
            AboutTopic.ToText(Outline.Read(topic))
        );
    }

    return 0;
}
catch (PageException error)
{
    // MSBuild and editors read this form and link to the line.
    await Console.Error.WriteLineAsync($"{error.File}({error.Line}): error VGSHELP: {error.Message}");
    return 1;
}

static IEnumerable<string> Sorted(string folder) =>
    Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal);
