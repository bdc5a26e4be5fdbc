using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Looks for the successor when the answer that had its id is lost. A new account of its name may be the successor, or another
/// administrator's: it is named, and not removed.
/// </summary>
internal sealed class SuccessorSearch(ServiceAccountClient accounts)
{
    /// <returns>A sentence that names them, for the error.</returns>
    public async Task<string> RunAsync(RotationPlan plan, RequestObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            var known = new HashSet<string>(plan.Before.Select(account => account.ClientId), StringComparer.Ordinal);
            var after = await accounts
                .ListAsync(plan.OrganizationId, observer, cancellationToken)
                .ConfigureAwait(false);
            var newcomers = after
                .Where(account => account.Name == plan.Config.Name && !known.Contains(account.ClientId))
                .Select(account => account.ClientId)
                .ToArray();
            return newcomers.Length == 0
                ? $"No new account is to be seen yet. {plan.SearchAdvice}"
                : $"A new account is to be seen whose secret is lost: {string.Join(", ", newcomers)}. Unless another administrator made it "
                    + $"just now, remove it with {string.Join("; ", newcomers.Select(plan.Commands.Remove))}.";
        }
        catch (VgsApiException)
        {
            return $"Whether an account named '{plan.Config.Name}' was made could not be seen. {plan.SearchAdvice}";
        }
    }
}
