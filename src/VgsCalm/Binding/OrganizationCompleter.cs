using System.Collections;

namespace VgsCalm.Binding;

/// <summary>Completes ids of the session's organizations.</summary>
internal class OrganizationCompleter : RememberedCompleter
{
    protected override IEnumerable<(string Id, string? Name)> Find(VgsSession session, IDictionary boundParameters) =>
        session.Directory.Organizations.Peek(Limit).Select(found => (found.OrganizationId, found.Name));
}
