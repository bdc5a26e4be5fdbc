using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the paths that VGS documents for the API at hand. Any other may be typed.</summary>
internal sealed class ApiPathCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        string[] paths = fakeBoundParameters["Api"]?.ToString()?.ToUpperInvariant() switch
        {
            "CMP" =>
            [
                "/cards",
                "/cards/{id}",
                "/cards/{id}/card-update-subscriptions",
                "/cards/{id}/check",
                "/cards/{id}/network-tokens",
                "/cards/{id}/cryptogram",
                "/cards/{id}/validations",
            ],
            "ACCOUNTS" => ["/organizations/{id}/service-accounts"],
            "CARDATTRIBUTES" => ["/attributes/attributes"],
            _ =>
            [
                "/cards",
                "/cards/{id}",
                "/card-check",
                "/network-tokens",
                "/network-tokens/{pan_alias}",
                "/merchants",
            ],
        };
        var word = wordToComplete.Trim('\'', '"');
        return paths
            .Where(p => p.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(p => new CompletionResult(
                p.Contains('{') ? $"'{p}'" : p,
                p,
                CompletionResultType.ParameterValue,
                p
            ));
    }
}
