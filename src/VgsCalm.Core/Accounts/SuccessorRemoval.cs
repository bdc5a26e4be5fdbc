using VgsCalm.Errors;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>Takes a successor back that is not to be used, and says in words whether that succeeded.</summary>
/// <param name="accounts">The organization's accounts.</param>
/// <param name="sessionArgument">How a command is given the session in use, with a blank before it; empty for the default one.</param>
internal sealed class SuccessorRemoval(ServiceAccountClient accounts, string sessionArgument)
{
    // Tidying up goes on after Ctrl+C, but not for long.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(4);

    /// <summary>True once a successor was to be removed and is still there, as far as is known.</summary>
    public bool HasLeftOne { get; private set; }

    /// <returns>The end of a sentence about the successor.</returns>
    public async Task<string> RunAsync(string organizationId, string clientId, RequestObserver observer)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            await accounts.DeleteAsync(organizationId, clientId, observer, limit.Token).ConfigureAwait(false);
            return "and was removed again.";
        }
        catch (VgsApiException error)
        {
            HasLeftOne = true;
            return $"and could not be removed ({error.Message.TrimEnd('.')}): {Advice(organizationId, clientId)}";
        }
        catch (OperationCanceledException)
        {
            HasLeftOne = true;
            return $"and could not be removed in time: {Advice(organizationId, clientId)}";
        }
    }

    private string Advice(string organizationId, string clientId) =>
        $"remove it with Remove-VgsServiceAccount -OrganizationId {ShellArgument.Write(organizationId)} "
        + $"-ClientId {ShellArgument.Write(clientId)}{sessionArgument}.";
}
