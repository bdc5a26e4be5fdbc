using System.Collections;

namespace VgsCalm.Binding;

/// <summary>Completes client ids of the organization's service accounts.</summary>
internal class ClientIdCompleter : RememberedCompleter
{
    protected override IEnumerable<(string Id, string? Name)> Find(VgsSession session, IDictionary boundParameters)
    {
        // One limit for both lists: the person waits once.
        var end = Clock.System.Elapsed + Limit;
        var organizations = session.Directory.Organizations;
        var id =
            boundParameters["OrganizationId"]?.ToString()
            ?? (organizations.Peek(Limit) is [var only] ? only.OrganizationId : null);
        if (id is null)
        {
            return [];
        }

        var left = end - Clock.System.Elapsed;
        return session
            .Directory.ServiceAccounts(id)
            .Peek(left > TimeSpan.Zero ? left : TimeSpan.Zero)
            .Select(found => (found.ClientId, found.Name));
    }
}
