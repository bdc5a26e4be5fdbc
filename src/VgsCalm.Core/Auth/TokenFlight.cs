namespace VgsCalm.Auth;

/// <summary>
/// One token request under way and the callers that wait for it. Calls to Join and Leave are made under the owner's lock.
/// </summary>
// The source has no timer and no wait handle: there is nothing to dispose of, and late callers may still look at it.
#pragma warning disable CA1001
internal sealed class TokenFlight
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly Task<AccessToken> _request;
    private int _waiting;

    private TokenFlight(Func<CancellationToken, Task<AccessToken>> request)
    {
        // On the pool: the request must not run inside the owner's lock.
        _request = Task.Run(() => request(_cancel.Token), CancellationToken.None);
    }

    public static TokenFlight Start(Func<CancellationToken, Task<AccessToken>> request) => new(request);

    public void Join() => _waiting++;

    /// <summary>Takes one caller off. True when the flight is over: it has ended, or nobody waits for it any more.</summary>
    public bool Leave()
    {
        _waiting--;
        if (_request.IsCompleted)
        {
            return true;
        }

        if (_waiting > 0)
        {
            return false;
        }

        Abandon();
        return true;
    }

    public void Abandon() => _cancel.Cancel();

    /// <summary>The token. A caller that is cancelled stops waiting; the others go on.</summary>
    public async Task<AccessToken> WaitAsync(CancellationToken cancellationToken)
    {
        if (!_request.IsCompleted && cancellationToken.CanBeCanceled)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
            {
                await Task.WhenAny(_request, cancelled.Task).ConfigureAwait(false);
            }

            if (!_request.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        try
        {
            return await _request.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (_cancel.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new VgsApiException(
                VgsErrorId.NotConnected,
                "The session was disconnected while a token was being requested."
            )
            {
                RecommendedAction = "Run Connect-VgsCalm again.",
            };
        }
    }
}
