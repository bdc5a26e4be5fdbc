using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the capability that VGS documents. Any other may be typed: the list is theirs to extend.</summary>
internal sealed class CapabilityCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) => [new CompletionResult("ACCOUNT_UPDATER")];
}
