namespace VgsCalm.Accounts;

/// <summary>What a rotation is about to do.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Old">The account to be replaced, with all that is known of it.</param>
/// <param name="Config">What the successor is to be.</param>
/// <param name="Before">The accounts that were there before.</param>
internal sealed record RotationPlan(
    string OrganizationId,
    ServiceAccount Old,
    VgsServiceAccountConfig Config,
    IReadOnlyList<ServiceAccount> Before
)
{
    /// <summary>The id of the account to be replaced.</summary>
    public string OldClientId => Old.ClientId;
}
