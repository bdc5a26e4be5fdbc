using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>
/// Work for the pipeline's thread, and the task of those that wait for it. A pipeline that stops before it cancels the
/// task.
/// </summary>
internal sealed class PostedWork<T>
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _stopped;
    private readonly Func<T> _work;

    public PostedWork(Func<T> work, CancellationToken stop)
    {
        _work = work;
        _stopped = stop.Register(() => _done.TrySetCanceled());
    }

    public Task<T> Task => _done.Task;

    /// <summary>Does it; called by the pipeline's thread. Its error is the task's.</summary>
    public void Run()
    {
        try
        {
            _done.TrySetResult(_work());
        }
        catch (PipelineStoppedException)
        {
            _done.TrySetCanceled();
            throw;
        }
        catch (Exception error)
        {
            _done.TrySetException(error);
        }
        finally
        {
            _stopped.Dispose();
        }
    }
}
