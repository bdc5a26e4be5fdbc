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
);
