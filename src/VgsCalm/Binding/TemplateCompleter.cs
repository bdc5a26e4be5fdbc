using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VgsCalm.Accounts;

namespace VgsCalm.Binding;

/// <summary>Offers the names of the templates.</summary>
internal sealed class TemplateCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var word = wordToComplete.Trim('\'', '"');
        return ServiceAccountTemplate
            .Names.Where(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(n));
    }
}
