using System.Text;

namespace VgsCalm.Tests.Help;

/// <summary>
/// Brings pages in step with their commands: a new command gets a page with places to fill, a changed one its syntax and blocks.
/// Texts are not touched, and nothing is taken away. It runs only where VGSCALM_UPDATE_HELP=1 is set.
/// </summary>
internal static class HelpPageWriter
{
    public const string Placeholder = "{{ Fill in }}";

    public static bool IsAskedFor => Environment.GetEnvironmentVariable("VGSCALM_UPDATE_HELP") == "1";

    public static void Update(ReflectedCommand command)
    {
        var path = HelpPage.PathOf(command.Name);
        var page = File.Exists(path) ? HelpPage.Read(command.Name) : null;
        var text = new StringBuilder(page?.Text ?? Skeleton(command));
        if (page is not null)
        {
            text.Replace(page["SYNTAX"], command.Syntax);
            text.Replace(page["PARAMETERS"], Parameters(command, page));
        }

        File.WriteAllText(path, text.ToString());
    }

    private static string Parameters(ReflectedCommand command, HelpPage? page)
    {
        var known = page?.Parameters.ToDictionary(p => p.Title, p => p.Body, StringComparer.OrdinalIgnoreCase) ?? [];
        var parts = command.Parameters.Select(p =>
            known.TryGetValue(p.Key, out var body)
                ? $"### {p.Key}\n\n{HelpPage.Yaml().Replace(body, p.Value.Replace("$", "$$", StringComparison.Ordinal))}"
                : $"### {p.Key}\n\n{Placeholder}\n\n{p.Value}"
        );
        var stale = known.Where(k => !command.Parameters.ContainsKey(k.Key)).Select(k => $"### {k.Key}\n\n{k.Value}");
        return string.Join("\n\n", [.. parts, .. stale, Common]);
    }

    private static string Skeleton(ReflectedCommand command) =>
        $"""
            ---
            document type: cmdlet
            external help file: VgsCalm.dll-Help.xml
            HelpUri: ''
            Locale: en-US
            Module Name: VgsCalm
            PlatyPS schema version: 2024-05-01
            title: {command.Name}
            ---

            # {command.Name}

            ## SYNOPSIS

            {Placeholder}

            ## SYNTAX

            {command.Syntax}

            ## DESCRIPTION

            {Placeholder}

            ## EXAMPLES

            ### Example 1: {Placeholder}

            ```powershell
            {command.Name}
            ```

            ## PARAMETERS

            {Parameters(command, page: null)}

            ## INPUTS

            {Types(command.Inputs)}

            ## OUTPUTS

            {Types(command.Outputs)}

            ## NOTES

            {Placeholder}

            ## RELATED LINKS

            - {Placeholder}

            """;

    private const string Common = """
        ### CommonParameters

        This command supports the common parameters; see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
        """;

    private static string Types(IEnumerable<string> types) =>
        string.Join("\n\n", types.Select(t => $"### {t}\n\n{Placeholder}"));
}
