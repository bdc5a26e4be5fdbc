using System.Collections;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the capability that VGS documents; the list is theirs to extend.</summary>
internal sealed class CapabilityCompleter : OfferedWordCompleter
{
    protected override IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters) =>
        ["ACCOUNT_UPDATER"];
}
