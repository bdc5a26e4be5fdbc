namespace VgsCalm.Bulk.Journal;

/// <summary>
/// Where the cards of a journal went: cards enrolled in one place are not enrolled in another. The vault decides; where none is named,
/// the organization does, which a rotation of the client id does not change.
/// </summary>
internal sealed record JournalPlace(VgsEnvironment Environment, string CalmUri, string? Vault, string? Organization)
{
    /// <summary>The place of a session.</summary>
    public static JournalPlace Create(VgsEnvironment environment, Uri calm, string? vault, string clientId) =>
        new(environment, calm.ToString(), vault, OrganizationOf(clientId));

    /// <summary>Whether cards of both places are in the same vault, as far as both can tell.</summary>
    public bool IsSameAs(JournalPlace other)
    {
        if (Environment != other.Environment || Normalise(CalmUri) != Normalise(other.CalmUri))
        {
            return false;
        }

        var (mine, theirs) =
            Vault is not null && other.Vault is not null ? (Vault, other.Vault) : (Organization, other.Organization);
        return mine is null || theirs is null || string.Equals(mine, theirs, StringComparison.Ordinal);
    }

    /// <summary>In words, for errors.</summary>
    public override string ToString() =>
        $"{Environment} at {CalmUri}"
        + (
            Vault is not null ? $", vault {Vault}"
            : Organization is not null ? $", organization {Organization}"
            : ""
        );

    private static string Normalise(string address) => address.TrimEnd('/').ToLowerInvariant();

    // A client id is the organization's id, the account's name and a random part: ACtTmnC6V-calm-5S6x8.
    private static string? OrganizationOf(string clientId) =>
        clientId.IndexOf('-') is > 0 and var end ? clientId.Substring(0, end) : null;
}
