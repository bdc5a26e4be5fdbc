using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>
/// Sixteen workers that have always something to send, and a service with a limit. One request after the other passes the gate, whose own
/// rules are those of RetryAfterGate; answers come a little later. With a seed, timers fire late and requests take longer: mostly by
/// a millisecond, now and then by fifty, and twice a minute everything stands still for up to eighty.
/// </summary>
internal sealed class RateSimulation(LimitedService service, string retryAfter, int? seed = null)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    private readonly Random? _random = seed is { } value ? new Random(value) : null;
    private readonly ServiceRate _rate = new();
    private readonly PriorityQueue<Step, TimeSpan> _steps = new();
    private TimeSpan _now;
    private TimeSpan _stallEnd;
    private TimeSpan _nextStall = TimeSpan.FromSeconds(10);
    private int _queued = 16;
    private bool _isWaiting;
    private int _holds;
    private int _holdsInARow;
    private TimeSpan _heldUntil;
    private TimeSpan _refusedAt;
    private bool _isHeld;

    private enum Kind
    {
        Wakes,
        Arrives,
        IsAnswered,
    }

    /// <summary>Requests that the service took in all.</summary>
    public int Accepted { get; private set; }

    /// <summary>Lets time pass, until this moment.</summary>
    public void RunUntil(TimeSpan end)
    {
        Send();
        while (_steps.TryPeek(out var step, out var at) && at < end)
        {
            _steps.Dequeue();
            if (Stall(at) is { } later)
            {
                _steps.Enqueue(step, later);
                continue;
            }

            _now = at;
            Take(step);
        }
    }

    private void Take(Step step)
    {
        switch (step.Kind)
        {
            case Kind.Wakes:
                _isWaiting = false;
                break;
            case Kind.Arrives:
                var wait = service.Admit(_now);
                _steps.Enqueue(
                    step with
                    {
                        Kind = Kind.IsAnswered,
                        Accepted = wait is null,
                        Asked = Ask(wait),
                    },
                    _now + Latency + Delay()
                );
                return;
            default:
                _queued++;
                Answer(step);
                break;
        }

        Send();
    }

    private void Answer(Step step)
    {
        if (step.Accepted)
        {
            Accepted++;
            _rate.OnAccepted(_now);
            _holdsInARow = step.Hold == _holds ? 0 : _holdsInARow;
        }
        else if (step.Hold == _holds)
        {
            _holds++;
            var own = RetryRules.BackoffOfGate(++_holdsInARow, isTold: retryAfter != "none");
            (_refusedAt, _isHeld) = (_isHeld ? _refusedAt : _now, true);
            _heldUntil = _now + (own > step.Asked ? own : step.Asked);
        }
    }

    private void Send()
    {
        while (_queued > 0 && !_isWaiting)
        {
            var wait = NextWait();
            if (wait > TimeSpan.Zero)
            {
                _isWaiting = true;
                _steps.Enqueue(new Step(Kind.Wakes, _holds), _now + wait + Delay());
                return;
            }

            _queued--;
            _rate.OnStart(_now);
            _steps.Enqueue(new Step(Kind.Arrives, _holds), _now + Latency + Delay());
        }
    }

    private TimeSpan NextWait()
    {
        if (_heldUntil > _now)
        {
            return _heldUntil - _now;
        }

        if (_isHeld)
        {
            _rate.OnPauseEnd(_refusedAt, _now);
            _isHeld = false;
        }

        return _rate.NextStart(_now) - _now;
    }

    private TimeSpan Delay() =>
        _random is null
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(
                (-0.7 * Math.Log(1 - _random.NextDouble())) + (_random.Next(300) == 0 ? 50 * _random.NextDouble() : 0)
            );

    // When a step that would fall into a standstill happens; null where it is not one.
    private TimeSpan? Stall(TimeSpan at)
    {
        if (_random is not null && at > _nextStall)
        {
            _stallEnd = _nextStall + TimeSpan.FromMilliseconds(30 + (50 * _random.NextDouble()));
            _nextStall = _stallEnd + TimeSpan.FromSeconds(60 * _random.NextDouble());
        }

        return at < _stallEnd ? _stallEnd : null;
    }

    private TimeSpan Ask(TimeSpan? wait) =>
        (retryAfter, wait) switch
        {
            (_, null) or ("0" or "none", _) => TimeSpan.Zero,
            ("date", { } left) => TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds + 0.5)),
            (_, { } left) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(left.TotalSeconds))),
        };

    private sealed record Step(Kind Kind, int Hold)
    {
        public bool Accepted { get; init; }

        public TimeSpan Asked { get; init; }
    }
}
