using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Cmdlets;

/// <summary>
/// The base of every command: the one bridge from the pipeline's thread to Core's tasks.
/// However the command ends, none of its work is left running.
/// </summary>
public abstract class VgsCmdlet : PrintableCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PostedWrites _posted = new();
    private readonly HoldProgress _holdProgress = new();
    private RequestObserver? _observer;
    private bool? _asks;
    private CommonParameters? _common;
    private bool _disposed;

    /// <summary>Cancelled when the pipeline stops or the command ends early.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    private protected CommonParameters Common => _common ??= new CommonParameters(this);

    /// <summary>Hears of requests from any thread; the lines are written when the pipeline's thread waits.</summary>
    private protected RequestObserver Observer =>
        _observer ??= new RequestObserver(
            Common.WantsVerbose ? line => Post(() => WriteVerbose(line)) : null,
            Common.WantsDebug ? line => Post(() => WriteDebug(line)) : null,
            OnHeldBack
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what is still under way; PowerShell calls it however the pipeline ended.</summary>
    /// <param name="disposing">False from a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _stop.Cancel();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Runs a task of Core and waits for it, writing what it has to say meanwhile.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = work(_stop.Token);
        WaitFor(task);
        return ResultOf(task);
    }

    /// <summary>The same for work without a result.</summary>
    private protected void Await(Func<CancellationToken, Task> work)
    {
        var task = work(_stop.Token);
        WaitFor(task);
        Stoppable(() => task.GetAwaiter().GetResult());
    }

    private void WaitFor(Task task)
    {
        try
        {
            WaitUntil(() => task.IsCompleted, task);
        }
        finally
        {
            // A write that threw (Select-Object -First, a stopped pipeline) must not leave the task running.
            if (!task.IsCompleted)
            {
                _stop.Cancel();
                WaitForEnd(task);
            }
        }
    }

    /// <summary>The same, with an error of Core's as the end of the command.</summary>
    private protected T AwaitOrFail<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return Await(work);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }

    /// <summary>The same, with an error of Core's written as this record's error: false then, and the command goes on.</summary>
    private protected bool TryAwait<T>(Func<CancellationToken, Task<T>> work, [NotNullWhen(true)] out T? result)
        where T : class
    {
        try
        {
            result = Await(work);
            return true;
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
            result = null;
            return false;
        }
    }

    /// <summary>Runs work on the pipeline's thread, while that waits for the rest: a caller's script may run nowhere else.</summary>
    private protected Task<T> OnPipelineThread<T>(Func<T> work)
    {
        var posted = new PostedWork<T>(work, StopToken);
        Post(posted.Run);
        return posted.Task;
    }

    /// <summary>Ends a person's sign-in at the server; what hinders it goes to -Verbose. What follows is done after Ctrl+C, too.</summary>
    private protected void EndSignIn(VgsSession? session, Action then)
    {
        try
        {
            var isPersons = session is { IsOpen: true, Kind: VgsSessionKind.Person };
            if (isPersons && Await(cancel => session!.EndSignInAsync(Observer, cancel)) is { } obstacle)
            {
                WriteVerbose($"The server did not confirm the end of the sign-in of '{session!.Name}': {obstacle}.");
            }
        }
        finally
        {
            then();
        }
    }

    /// <summary>Ends the command with an error. It never returns: <c>throw Fail(…)</c> tells the compiler so.</summary>
    [DoesNotReturn]
    private protected Exception Fail(VgsApiException error) => Fail(VgsErrors.From(Explain(error)));

    /// <summary>The same with a record that is made already.</summary>
    [DoesNotReturn]
    private protected Exception Fail(ErrorRecord error)
    {
        WarnBeforeFailure();
        ThrowTerminatingError(error);
        throw new PipelineStoppedException();
    }

    /// <summary>Says what the user should know before an error ends the command, whichever that is.</summary>
    private protected virtual void WarnBeforeFailure() { }

    /// <summary>Finds or reads a file; what is wrong with it ends the command, with the path as it was typed.</summary>
    private protected T WithFile<T>(string path, Func<T> work)
    {
        try
        {
            return Stoppable(work);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
        catch (Exception error) when (FilePath.IsProblem(error))
        {
            throw Fail(VgsErrors.File(error, path));
        }
    }

    /// <summary>Runs work on this thread that ends when <see cref="StopToken"/> does.</summary>
    private protected T Stoppable<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Stoppable(Action work) =>
        Stoppable(() =>
        {
            work();
            return true;
        });

    /// <inheritdoc cref="PostedWrites.WaitUntil"/>
    private protected void WaitUntil(Func<bool> condition, params Task[] tasks) =>
        Stoppable(() => _posted.WaitUntil(condition, tasks, _stop.Token));

    /// <summary>Has the pipeline's thread look at its condition again. May be called from any thread.</summary>
    private protected void Signal() => _posted.Signal();

    /// <summary>The result of an ended task; a cancelled one means that the pipeline was stopped.</summary>
    private protected T ResultOf<T>(Task<T> task) => Stoppable(() => task.GetAwaiter().GetResult());

    /// <summary>Waits for cancelled work to end. Its result is dropped: the pipeline that would take it has ended.</summary>
    private protected static void WaitForEnd(params Task[] tasks)
    {
        try
        {
            // Cancelled HTTP work ends at once; the limit is for a handler that does not heed it.
            Task.WaitAll(tasks, TimeSpan.FromSeconds(5));
        }
        catch (AggregateException)
        {
            // Cancelled, or failed on the way out of a pipeline that has ended already.
        }
    }

    /// <summary>ShouldProcess where -WhatIf, -Confirm or their preferences ask: it adds a line a record to -Verbose.</summary>
    private protected bool MayProceed(string target, string action) =>
        !(_asks ??= Common.AsksAboutActions) || ShouldProcess(target, action);

    /// <summary>ShouldProcess for what cannot be undone; -Force answers the question, -WhatIf and -Confirm still count.</summary>
    private protected bool IsConfirmed(bool force, string target, string action) =>
        (force && !Common.IsToldToAsk) || ShouldProcess(target, action);

    /// <inheritdoc cref="Confirmation.Ask"/>
    private protected new bool ShouldProcess(string target, string action) =>
        AwaitOrFail(_ => Task.FromResult(Confirmation.Ask(base.ShouldProcess, target, action)));

    /// <summary>The error as this command tells it; a command may add what the user has to know.</summary>
    private protected virtual VgsApiException Explain(VgsApiException error) => error;

    /// <summary>VGS asked for a pause, and requests wait. May be called from any thread.</summary>
    private protected virtual void OnHeldBack(TimeSpan wait) =>
        _holdProgress.Show(wait, record => Post(() => WriteProgress(record)), StopToken);

    /// <summary>Has something written on the pipeline's thread, the next time it waits. May be called from any thread.</summary>
    private protected void Post(Action write) => _posted.Add(write);

    /// <summary>Writes what was posted so far.</summary>
    private protected void WritePosted() => _posted.Write();
}
