using System.Collections;

namespace VgsCalm.Binding;

/// <summary>Completes ids of the session's vaults.</summary>
internal class VaultCompleter : RememberedCompleter
{
    protected override IEnumerable<(string Id, string? Name)> Find(VgsSession session, IDictionary boundParameters) =>
        session.Directory.Vaults.Peek(Limit).Select(found => (found.VaultId, found.Name));
}
