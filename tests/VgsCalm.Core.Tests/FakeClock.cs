namespace VgsCalm.Core.Tests;

/// <summary>Time that moves when a test moves it; or, with <see cref="SkipsWaits"/>, over every wait at once.</summary>
internal sealed class FakeClock : Clock
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<(TimeSpan Until, TaskCompletionSource Done)> _waiting = [];
    private TaskCompletionSource _changed = NewSignal();
    private TimeSpan _elapsed = TimeSpan.FromHours(3);
    private DateTimeOffset _utcNow = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every wait moves the clock to its own end and is over.</summary>
    public bool SkipsWaits { get; init; }

    /// <summary>Runs whenever a wait begins.</summary>
    public Action? Waiting { get; set; }

    /// <summary>Every wait that was asked for, in order.</summary>
    public TimeSpan[] Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>How many wait at this moment; those that were cancelled do not.</summary>
    public int StillWaiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count(w => !w.Done.Task.IsCompleted);
            }
        }
    }

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    public override DateTimeOffset UtcNow
    {
        get
        {
            lock (_gate)
            {
                return _utcNow;
            }
        }
    }

    public override Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        Waiting?.Invoke();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_gate)
        {
            _waits.Add(delay);
            if (SkipsWaits)
            {
                _elapsed += delay;
                _utcNow += delay;
                return Task.CompletedTask;
            }

            var done = NewSignal();
            cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
            _waiting.Add((_elapsed + delay, done));
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            return done.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _elapsed += by;
            _utcNow += by;
            foreach (var (_, done) in _waiting.Where(w => w.Until <= _elapsed))
            {
                done.TrySetResult();
            }

            _waiting.RemoveAll(w => w.Until <= _elapsed);
        }
    }

    /// <summary>Sets the machine's clock; the monotonic one does not notice.</summary>
    public void SetWallClock(TimeSpan by)
    {
        lock (_gate)
        {
            _utcNow += by;
        }
    }

    /// <summary>Until so many are waiting at the same time.</summary>
    public async Task UntilWaiting(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.Count(w => !w.Done.Task.IsCompleted) >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.Soon();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
