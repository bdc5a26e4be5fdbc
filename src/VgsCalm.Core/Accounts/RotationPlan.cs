namespace VgsCalm.Accounts;

/// <summary>What a rotation is about to do.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OldClientId">The account to be replaced.</param>
/// <param name="Config">What the successor is to be.</param>
/// <param name="Before">The accounts that were there before.</param>
internal sealed record RotationPlan(
    string OrganizationId,
    string OldClientId,
    VgsServiceAccountConfig Config,
    IReadOnlyList<ServiceAccount> Before
)
{
    /// <summary>The account to be replaced, as the list tells of it.</summary>
    public ServiceAccount Old => Before.First(account => account.ClientId == OldClientId);
}
