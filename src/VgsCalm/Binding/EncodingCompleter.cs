using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the encodings that Import-Csv names. Any other that the system knows may be typed.</summary>
internal sealed class EncodingCompleter : IArgumentCompleter
{
    private static readonly string[] Names =
    [
        "ansi",
        "ascii",
        "bigendianunicode",
        "bigendianutf32",
        "oem",
        "unicode",
        "utf32",
        "utf8",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        Names
            .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
