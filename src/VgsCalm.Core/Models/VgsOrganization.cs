namespace VgsCalm;

/// <summary>An organization that the session's person or account is a member of. Source: VGS's Accounts API.</summary>
public sealed class VgsOrganization
{
    internal VgsOrganization(string organizationId) => OrganizationId = organizationId;

    /// <summary>The organization's id (<c>AC…</c>), as <c>-OrganizationId</c> takes it.</summary>
    public string OrganizationId { get; }

    /// <summary>Its name; not unique.</summary>
    public string? Name { get; internal set; }

    /// <summary>VGS's word for its state, such as <c>ACTIVE</c>.</summary>
    public string? State { get; internal set; }

    /// <summary>What the caller may do in it, in VGS's words; empty where VGS does not say.</summary>
    public string[] Permissions { get; internal set; } = [];

    /// <summary>When it was made, in local time; null where VGS does not say.</summary>
    public DateTime? CreatedAt { get; internal set; }

    /// <summary>Name and id.</summary>
    public override string ToString() => Name is null ? OrganizationId : $"{Name} ({OrganizationId})";
}
