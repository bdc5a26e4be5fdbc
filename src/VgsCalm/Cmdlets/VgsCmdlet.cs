using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using VgsCalm.Errors;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Cmdlets;

/// <summary>
/// The base of every command: the one bridge from the pipeline's thread to Core's tasks.
/// However the command ends, none of its work is left running.
/// </summary>
public abstract class VgsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Action> _writes = new();

    // Spinning would take the processor from the request that this thread waits for.
    private readonly ManualResetEventSlim _signal = new(initialState: false, spinCount: 0);
    private RequestObserver? _observer;
    private bool? _mayAsk;
    private bool _disposed;

    /// <summary>Cancelled when the pipeline stops or the command ends early.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Hears of requests from any thread; the lines are written when the pipeline's thread waits.</summary>
    private protected RequestObserver Observer =>
        _observer ??= new RequestObserver(
            WantsVerbose() ? line => Post(() => WriteVerbose(line)) : null,
            WantsDebug() ? line => Post(() => WriteDebug(line)) : null,
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
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        _stop.Cancel();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Runs a task of Core and waits for it, writing what it has to say meanwhile.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = work(_stop.Token);
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

        return ResultOf(task);
    }

    /// <summary>The same for work without a result.</summary>
    private protected void Await(Func<CancellationToken, Task> work) =>
        Await(async cancel =>
        {
            await work(cancel).ConfigureAwait(false);
            return true;
        });

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

    /// <summary>The same, with an error of Core's written as this record's error; the command goes on.</summary>
    /// <returns>False where it failed and the error was written.</returns>
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
            WriteError(VgsErrors.From(error));
            result = null;
            return false;
        }
    }

    /// <summary>Ends the command with an error. It never returns: <c>throw Fail(…)</c> tells the compiler so.</summary>
    [DoesNotReturn]
    private protected Exception Fail(VgsApiException error) => Fail(VgsErrors.From(error));

    /// <summary>The same with a record that is made already.</summary>
    [DoesNotReturn]
    private protected Exception Fail(ErrorRecord error)
    {
        ThrowTerminatingError(error);
        throw new PipelineStoppedException();
    }

    /// <summary>Waits on the pipeline's thread until the condition holds, and writes what was posted.</summary>
    /// <param name="condition">Looked at again whenever one of the tasks ends.</param>
    /// <param name="tasks">The tasks that can make it true.</param>
    private protected void WaitUntil(Func<bool> condition, params Task[] tasks)
    {
        foreach (var task in tasks)
        {
            _ = task.ContinueWith(
                _ => Signal(),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        WritePosted();
        while (!condition())
        {
            try
            {
                _signal.Wait(_stop.Token);
                _signal.Reset();
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }

            WritePosted();
        }

        WritePosted();
    }

    /// <summary>Has the pipeline's thread look at its condition again. May be called from any thread.</summary>
    private protected void Signal() => _signal.Set();

    /// <summary>The result of an ended task; a cancelled one means that the pipeline was stopped.</summary>
    private protected T ResultOf<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

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

    /// <summary>
    /// ShouldProcess, but only where -WhatIf, -Confirm or their preferences ask for it: it also adds a line a record to -Verbose,
    /// which has one line a request.
    /// </summary>
    private protected bool MayProceed(string target, string action)
    {
        _mayAsk ??=
            MyInvocation.BoundParameters.ContainsKey("WhatIf")
            || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"))
            || !string.Equals(
                SessionState.PSVariable.GetValue("ConfirmPreference", "High")?.ToString(),
                "High",
                StringComparison.OrdinalIgnoreCase
            );
        return _mayAsk == false || ShouldProcess(target, action);
    }

    /// <summary>VGS asked for a pause, and requests wait. May be called from any thread.</summary>
    private protected virtual void OnHeldBack(TimeSpan wait)
    {
        if (wait.TotalSeconds >= 2)
        {
            Post(() =>
                WriteProgress(
                    new ProgressRecord(
                        activityId: 0x5648,
                        "Waiting for VGS",
                        $"VGS asked for a pause of {Math.Ceiling(wait.TotalSeconds):0} s"
                    )
                    {
                        SecondsRemaining = (int)Math.Ceiling(wait.TotalSeconds),
                    }
                )
            );
        }
    }

    /// <summary>Has something written on the pipeline's thread, the next time it waits. May be called from any thread.</summary>
    private protected void Post(Action write)
    {
        _writes.Enqueue(write);
        Signal();
    }

    /// <summary>Writes what was posted so far.</summary>
    private protected void WritePosted()
    {
        while (_writes.TryDequeue(out var write))
        {
            write();
        }
    }

    // Lines are made only where they are shown or kept: -Verbose, or a preference other than SilentlyContinue and Ignore.
    private bool WantsVerbose() => Wants("Verbose", "VerbosePreference");

    private bool WantsDebug() => Wants("Debug", "DebugPreference");

    private bool Wants(string parameter, string preference)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out var bound))
        {
            return bound is SwitchParameter { IsPresent: true };
        }

        var value = SessionState.PSVariable.GetValue(preference)?.ToString();
        return value is not null and not ("SilentlyContinue" or "Ignore");
    }

    /// <summary>Warns where the pipeline has ended, and with it all streams: only the host still listens.</summary>
    private protected void WarnHost(string warning)
    {
        try
        {
            Host?.UI?.WriteWarningLine(warning);
        }
        catch (Exception error)
            when (error
                    is NotImplementedException
                        or InvalidOperationException
                        or System.Management.Automation.Host.HostException
            )
        {
            // A host without a console shows no warnings.
        }
    }
}
