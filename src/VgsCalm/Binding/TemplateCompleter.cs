using System.Collections;
using System.Management.Automation.Language;
using VgsCalm.Accounts;

namespace VgsCalm.Binding;

/// <summary>Offers the names of the templates.</summary>
internal sealed class TemplateCompleter : OfferedWordCompleter
{
    protected override IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters) =>
        ServiceAccountTemplate.Names;
}
