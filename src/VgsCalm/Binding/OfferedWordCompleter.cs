using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers words that are known beforehand, by their beginning. Any other may be typed, and stays as it is.</summary>
internal abstract class OfferedWordCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var typed = wordToComplete.Trim('\'', '"');
        return FindWords(typed, commandAst, fakeBoundParameters)
            .Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(
                word.Contains('{') ? $"'{word}'" : word,
                word,
                CompletionResultType.ParameterValue,
                word
            ));
    }

    /// <summary>The words to choose from.</summary>
    /// <param name="typed">What was typed of the word.</param>
    /// <param name="command">The command, with the words that are there already.</param>
    /// <param name="boundParameters">The values of its other parameters.</param>
    protected abstract IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters);
}
