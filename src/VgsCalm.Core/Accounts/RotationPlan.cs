namespace VgsCalm.Accounts;

/// <summary>What a rotation is about to do.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Old">The account to be replaced, with all that is known of it.</param>
/// <param name="Config">What the successor is to be.</param>
/// <param name="Before">The accounts that were there before.</param>
/// <param name="Commands">What messages tell to run.</param>
internal sealed record RotationPlan(
    string OrganizationId,
    ServiceAccount Old,
    VgsServiceAccountConfig Config,
    IReadOnlyList<ServiceAccount> Before,
    AccountCommands Commands
)
{
    /// <summary>The id of the account to be replaced.</summary>
    public string OldClientId => Old.ClientId;

    /// <summary>How a person finds a successor whose id never came, and takes it back.</summary>
    public string SearchAdvice
    {
        get
        {
            var namesakes = Before.Where(account => account.Name == Config.Name).Select(account => account.ClientId);
            return $"Look with {Commands.List(Config.Name)} for one that was not there before ({Listed(namesakes)}), and unless another "
                + $"administrator made it, remove it with {Commands.RemoveFound}.";
        }
    }

    private static string Listed(IEnumerable<string> ids) =>
        $"there were: {string.Join(", ", ids.DefaultIfEmpty("none"))}";
}
