using System.Collections;

namespace VgsCalm.Binding;

/// <summary>Completes client ids of the organization's service accounts.</summary>
internal sealed class ClientIdCompleter : RememberedCompleter
{
    protected override IEnumerable<(string Id, string? Name)> Find(VgsSession session, IDictionary boundParameters)
    {
        var organizations = session.Directory.Organizations;
        var id =
            boundParameters["OrganizationId"]?.ToString()
            ?? (organizations.Peek(Limit) is [var only] ? only.OrganizationId : null);
        return id is null
            ? []
            : session.Directory.ServiceAccounts(id).Peek(Limit).Select(found => (found.ClientId, found.Name));
    }
}
