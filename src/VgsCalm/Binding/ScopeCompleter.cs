using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>
/// Offers the scopes that VGS documents for payment optimization. Any other may be typed: the list is theirs to extend.
/// </summary>
internal sealed class ScopeCompleter : IArgumentCompleter
{
    private static readonly string[] Documented =
    [
        "cards:read",
        "cards:write",
        "network-tokens:read",
        "network-tokens:write",
        "merchants:write",
        "cards:read-pci",
        "card-attributes:read",
        "account-validations:read",
        "account-validations:write",
        "account-reference-numbers:read",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var word = wordToComplete.Trim('\'', '"');
        var given = commandAst
            .FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false)
            .Select(node => ((StringConstantExpressionAst)node).Value)
            .Where(text => !text.Equals(word, StringComparison.OrdinalIgnoreCase));
        return Documented
            .Except(given, StringComparer.OrdinalIgnoreCase)
            .Where(s => s.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(s => new CompletionResult(s));
    }
}
