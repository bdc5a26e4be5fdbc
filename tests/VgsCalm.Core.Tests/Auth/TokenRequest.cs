using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>One request at the desk. It ends when it is granted, refused, or cancelled by its caller.</summary>
internal sealed class TokenRequest
{
    public TokenRequest(CancellationToken cancellationToken)
    {
        Cancelled = cancellationToken;
        cancellationToken.Register(() => Answer.TrySetCanceled(cancellationToken));
    }

    public CancellationToken Cancelled { get; }

    public TaskCompletionSource<AccessToken> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Until it is over, however it ended.</summary>
    public Task End() => Task.WhenAny(Answer.Task).Soon();

    public void Grant(AccessToken token) => Answer.TrySetResult(token);

    public void Refuse(VgsErrorId id) => Answer.TrySetException(new VgsApiException(id, "Refused."));
}
