using System.Collections;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the scopes that VGS documents for payment optimization; the list is theirs to extend.</summary>
internal sealed class ScopeCompleter : OfferedWordCompleter
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

    protected override IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters)
    {
        var given = command
            .FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false)
            .Select(node => ((StringConstantExpressionAst)node).Value)
            .Where(text => !text.Equals(typed, StringComparison.OrdinalIgnoreCase));
        return Documented.Except(given, StringComparer.OrdinalIgnoreCase);
    }
}
