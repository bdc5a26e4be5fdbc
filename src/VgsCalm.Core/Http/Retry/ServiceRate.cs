namespace VgsCalm.Http.Retry;

/// <summary>
/// The rate that a service takes, as far as its refusals tell. Until the first one it is not limited; then it begins with what was
/// accepted in the second before, and grows until the next one: fast while it is searched for, slowly once it is nearly known, and not for
/// a minute once it is settled. Not safe for several threads.
/// </summary>
/// <remarks>
/// The figures are those that kept at least nine tenths of a limit for a minute and a half in simulations of fixed windows and of token
/// buckets, large and small, from 2 to 83 requests a second, with every form of Retry-After.
/// </remarks>
internal sealed class ServiceRate
{
    private const double MinPerSecond = 0.1;

    // A refusal leaves a little less than what was accepted before it. A small bucket is full at first and gives much less than it takes
    // in the long run, so what was accepted may say too little.
    private const double OfAccepted = 0.98;
    private const double MinShare = 0.75;
    private const double MaxShare = 0.97;

    // Where so little of a settled rate is accepted, the service has another limit by now.
    private const double OtherLimit = 0.6;

    // A rate that was kept for long was hardly too high: requests that happened to arrive together may be all that was wrong.
    private const double ProvenShare = 0.985;

    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxLead = TimeSpan.FromMilliseconds(20);

    // How long a rate is kept; how fast it grows after that, a second; after how many more seconds it grows twice as fast.
    private static readonly (double Hold, double Growth, double Doubling)[] Stages =
    [
        (0.2, 0.7, double.PositiveInfinity),
        (1, 0.06, 10),
        (60, 0.005, 10),
    ];

    private const int Searched = 1;
    private const int Settled = 2;

    private readonly Queue<TimeSpan> _accepted = new();
    private double? _base;
    private int _stage;
    private TimeSpan _setAt;
    private TimeSpan _lastStart;

    /// <summary>Whether the service has refused any requests, so that it has a rate.</summary>
    public bool IsLimited => _base is not null;

    /// <summary>Requests a second that may begin now; null while the service has refused none.</summary>
    public double? PerSecond(TimeSpan now)
    {
        if (_base is not { } rate)
        {
            return null;
        }

        var (hold, growth, doubling) = Stages[_stage];
        var growing = (now - _setAt).TotalSeconds - hold;
        return growing <= 0 ? rate : rate * Math.Exp(Math.Min(20, growth * growing * (1 + (growing / doubling))));
    }

    /// <summary>When the next request may begin.</summary>
    public TimeSpan NextStart(TimeSpan now) =>
        PerSecond(now) is { } rate ? _lastStart + TimeSpan.FromSeconds(1 / rate) : now;

    /// <summary>A request begins.</summary>
    public void OnStart(TimeSpan now)
    {
        if (PerSecond(now) is not { } rate)
        {
            _lastStart = now;
            return;
        }

        // A timer that fires late does not lower the rate: the next start counts from when this one was due, or from shortly before now.
        // Slow rates do not need it, and a bucket without room would refuse what comes early.
        var interval = TimeSpan.FromSeconds(1 / rate);
        var lead = TimeSpan.FromTicks((long)(MaxLead.Ticks * Math.Min(1, MaxLead.TotalSeconds * rate)));
        var due = _lastStart + interval;
        _lastStart = due > now - lead ? due : now - lead;
    }

    /// <summary>The service has taken a request.</summary>
    public void OnAccepted(TimeSpan now)
    {
        Forget(now);
        _accepted.Enqueue(now);
    }

    /// <summary>The service has refused requests, and the pause that followed is over.</summary>
    /// <param name="refusedAt">When it began to refuse.</param>
    /// <param name="now">The end of the pause.</param>
    public void OnPauseEnd(TimeSpan refusedAt, TimeSpan now)
    {
        Forget(refusedAt);
        var accepted = OfAccepted * _accepted.Count;
        _accepted.Clear();
        if (accepted > 0)
        {
            Lower(refusedAt, accepted);
        }

        // Where nothing was accepted since the last pause, that one was too short, which says nothing of the rate.
        if (_base is { } rate)
        {
            _setAt = now;
            _lastStart = now - TimeSpan.FromSeconds(1 / rate);
        }
    }

    private void Lower(TimeSpan refusedAt, double accepted)
    {
        if (PerSecond(refusedAt) is not { } rate)
        {
            _base = accepted;
        }
        else if (_stage == Settled && refusedAt - _setAt >= Proven)
        {
            _base = ProvenShare * rate;
        }
        else
        {
            _base = Math.Max(MinPerSecond, Math.Min(MaxShare * rate, Math.Max(accepted, MinShare * rate)));
            _stage = _stage == Settled && accepted < OtherLimit * rate ? Searched : Math.Min(_stage + 1, Settled);
        }
    }

    private void Forget(TimeSpan now)
    {
        while (_accepted.Count > 0 && _accepted.Peek() < now - Window)
        {
            _accepted.Dequeue();
        }
    }
}
