using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>Takes a successor back that is not to be used, and says in words whether that succeeded.</summary>
internal sealed class SuccessorRemoval(ServiceAccountClient accounts)
{
    // Tidying up goes on after Ctrl+C, but not for long.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(4);

    /// <summary>True once a successor was to be removed and is still there, as far as is known.</summary>
    public bool HasLeftOne { get; private set; }

    /// <returns>The end of a sentence about the successor.</returns>
    public async Task<string> RunAsync(RotationPlan plan, string clientId, RequestObserver observer)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            await accounts.DeleteAsync(plan.OrganizationId, clientId, observer, limit.Token).ConfigureAwait(false);
            return "and was removed again.";
        }
        catch (VgsApiException error)
        {
            HasLeftOne = true;
            return $"and could not be removed ({error.Message.TrimEnd('.')}): remove it with {plan.Commands.Remove(clientId)}.";
        }
        catch (OperationCanceledException)
        {
            HasLeftOne = true;
            return $"and could not be removed in time: remove it with {plan.Commands.Remove(clientId)}.";
        }
    }
}
