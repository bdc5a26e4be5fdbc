namespace VgsCalm.Http.Retry;

/// <summary>
/// The rate that a service takes, as far as its refusals tell. Until the first one it is not limited; after that it is a little less
/// than what was accepted in the second before the refusal, and grows again, slowly at first. Not safe for several threads.
/// </summary>
/// <remarks>
/// The figures are those that kept at least nine tenths of a limit in simulations of fixed windows and token buckets from 2 to 83
/// requests a second, with every form of Retry-After.
/// </remarks>
internal sealed class ServiceRate
{
    private const double MinPerSecond = 0.1;

    // What a refusal leaves of the rate: after a long time without one it was nearly right, after a short one it was too high.
    private const double AfterLongEpoch = 0.96;
    private const double AfterShortEpoch = 0.94;
    private const double AfterFewAnswers = 0.7;
    private const double OfAccepted = 0.97;
    private const double MinShare = 0.5;
    private const double SettledShare = 0.8;
    private const int FewAnswers = 3;

    private static readonly TimeSpan LongEpoch = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxLead = TimeSpan.FromMilliseconds(20);

    private double? _base;
    private TimeSpan _setAt;
    private bool _isSettled;
    private TimeSpan? _epochBegan;
    private long _accepted;
    private TimeSpan _lastStart;

    /// <summary>Requests a second that may begin now; null while the service has refused none.</summary>
    public double? PerSecond(TimeSpan now)
    {
        if (_base is not { } rate)
        {
            return null;
        }

        // A settled rate is kept for a minute and then tried upwards; one that is still searched for grows at once, and faster.
        var (hold, first, faster) = _isSettled ? (60.0, 0.005, 30.0) : (1.0, 0.04, 10.0);
        var growing = (now - _setAt).TotalSeconds - hold;
        return growing <= 0 ? rate : rate * Math.Exp(Math.Min(20, first * growing * (1 + (growing / faster))));
    }

    /// <summary>When the next request may begin.</summary>
    public TimeSpan NextStart(TimeSpan now) =>
        PerSecond(now) is { } rate ? _lastStart + TimeSpan.FromSeconds(1 / rate) : now;

    /// <summary>A request begins.</summary>
    public void OnStart(TimeSpan now)
    {
        _epochBegan ??= now;
        if (PerSecond(now) is not { } rate)
        {
            _lastStart = now;
            return;
        }

        // A timer that fires late does not lower the rate: the next start counts from when this one was due, or from shortly before now.
        var interval = TimeSpan.FromSeconds(1 / rate);
        var lead = TimeSpan.FromTicks(Math.Min(MaxLead.Ticks, interval.Ticks / 2));
        var due = _lastStart + interval;
        _lastStart = due > now - lead ? due : now - lead;
    }

    /// <summary>The service has taken a request.</summary>
    public void OnAccepted() => _accepted++;

    /// <summary>The service has refused requests, and the pause that followed is over.</summary>
    /// <param name="refusedAt">When it began to refuse.</param>
    /// <param name="now">The end of the pause.</param>
    public void OnPauseEnd(TimeSpan refusedAt, TimeSpan now)
    {
        var epoch = refusedAt - (_epochBegan ?? refusedAt);
        var accepted = OfAccepted * _accepted / Math.Max(epoch.TotalSeconds, Window.TotalSeconds);
        if (PerSecond(refusedAt) is { } rate)
        {
            Lower(rate, epoch, accepted);
        }
        else if (_accepted > 0)
        {
            (_base, _isSettled) = (Math.Max(MinPerSecond, accepted), false);
        }
        else
        {
            // Nothing was accepted since the beginning: there is nothing yet to tell a rate by but the pauses.
            return;
        }

        (_setAt, _epochBegan, _accepted) = (now, now, 0);
        _lastStart = now - TimeSpan.FromSeconds(1 / _base!.Value);
    }

    private void Lower(double rate, TimeSpan epoch, double accepted)
    {
        if (_accepted < FewAnswers && accepted < SettledShare * rate)
        {
            (_base, _isSettled) = (Math.Max(MinPerSecond, AfterFewAnswers * rate), false);
        }
        else if (epoch >= LongEpoch)
        {
            (_base, _isSettled) = (AfterLongEpoch * rate, true);
        }
        else
        {
            _base = Math.Min(AfterShortEpoch * rate, Math.Max(accepted, MinShare * rate));
            _isSettled = _base >= SettledShare * rate;
        }
    }
}
