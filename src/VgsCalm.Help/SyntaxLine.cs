using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace VgsCalm.Help;

/// <summary>One parameter set: its parameters in the order in which the page's SYNTAX has them, used as their yaml blocks say.</summary>
internal sealed partial record SyntaxLine(IReadOnlyList<(ParameterText Parameter, ParameterUse Use)> Parameters)
{
    public static SyntaxLine Read(Outline part, IReadOnlyList<ParameterText> parameters)
    {
        var set = part.Title.Replace(" (Default)", "", StringComparison.Ordinal);
        var line = part.Body.OfType<FencedCodeBlock>().Single().Lines.ToString();
        return new SyntaxLine([.. Names().Matches(line).Select(name => Find(name.Groups["name"].Value))]);

        (ParameterText, ParameterUse) Find(string name)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name);
            var use = parameter?.Uses.FirstOrDefault(u => u.Set == set || u.Set == "(All)");
            return use is null
                ? throw new PageException(part.File, part.Line, $"-{name} has no text for the parameter set {set}.")
                : (parameter!, use);
        }
    }

    [GeneratedRegex(@"(?<=[\s\[])-(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
