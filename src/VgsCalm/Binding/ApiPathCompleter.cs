using System.Collections;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the paths that VGS documents for the API at hand.</summary>
internal sealed class ApiPathCompleter : OfferedWordCompleter
{
    protected override IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters) =>
        boundParameters["Api"]?.ToString()?.ToUpperInvariant() switch
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
}
