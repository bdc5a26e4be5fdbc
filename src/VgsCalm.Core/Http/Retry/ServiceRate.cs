namespace VgsCalm.Http.Retry;

/// <summary>
/// The rate that a service takes, as far as its refusals tell. Until the first one it is not limited. The first one starts a search from
/// what was accepted in the second before; after that the rate is held, longer each time that it proves right, and then raised, at first
/// by very little, until the next refusal. Not safe for several threads.
/// </summary>
/// <remarks>
/// Requests that happen to arrive together are refused at a rate that the service takes, so one refusal alone lowers the rate by little,
/// and only refusals soon after each other lower it by much. Each refusal costs a pause, mostly of a second, in which a small bucket
/// overflows; that is why a rate is held for up to a minute. The figures are those that lost least in simulations of fixed and sliding
/// windows and of token buckets, from 2 to 500 requests a second, with every form of Retry-After, timers that fire late, and limits that
/// double or halve: 0.98 of a limit over ten minutes on average, 0.96 in the worst case, and as much two minutes after a change. Where one
/// in a hundred and fifty comes late by up to 50 ms, it is 0.97 on average, and 0.78 in the worst case: a bucket of one request, 14 a
/// second.
/// </remarks>
internal sealed class ServiceRate
{
    private const double MinPerSecond = 0.1;

    // The rate that is searched for nearly triples in a second.
    private const double SearchGrowth = 1;

    // What is left of a rate that nothing more is known of than that it was accepted once.
    private const double OfAccepted = 0.98;
    private const double OfRaised = 0.995;

    // How many requests ago a search was at the limit, besides what the bucket took too much of.
    private const double RefusedIntervals = 2;

    // What one refusal takes off a rate that was held. The next one takes off twice as much if it comes soon.
    private const double MinCut = 0.015;
    private const double CutAfterSearch = 0.03;
    private const double MaxCut = 0.5;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    // Seconds for which a rate is held: three times as long after each raise that was too much. A cut or a raise by so much means that the
    // service has another limit by now, which has to be found anew.
    private const double MinHold = 4;
    private const double MaxHold = 60;
    private const double OfHold = 3;
    private const double OtherLimit = 0.15;

    // A raise is 5 % after so many seconds, 20 % after twice as many: it spends most of its time close to what is known.
    private const double Raise = 0.05;
    private const double MaxRaiseScale = 20;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxLead = TimeSpan.FromMilliseconds(20);

    private readonly Queue<TimeSpan> _accepted = new();
    private double? _base;
    private bool _isSearched;
    private double _burst;
    private double _cut;
    private double _hold;
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

        var held = Math.Max(0, (now - _setAt).TotalSeconds);
        if (_isSearched)
        {
            return rate * Math.Exp(Math.Min(20, SearchGrowth * held));
        }

        var raised = Math.Max(0, held - _hold) / Math.Min(_hold, MaxRaiseScale);
        return rate * Math.Exp(Math.Min(20, Raise * raised * raised));
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

        // A rate that is not used proves nothing, and does not grow.
        var idle = now - due - interval - MaxLead;
        _setAt += idle > TimeSpan.Zero ? idle : TimeSpan.Zero;
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
        // Where nothing was accepted since the last pause, that one was too short, which says nothing of the rate.
        if (_accepted.Count > 0)
        {
            Forget(refusedAt);
            _base = Math.Max(MinPerSecond, Lower(refusedAt));
            _accepted.Clear();
        }

        if (_base is { } rate)
        {
            _setAt = now;
            _lastStart = now - TimeSpan.FromSeconds(1 / rate);
        }
    }

    private double Lower(TimeSpan refusedAt)
    {
        var accepted = OfAccepted * _accepted.Count;
        if (_base is not { } held || PerSecond(refusedAt) is not { } rate)
        {
            (_isSearched, _burst) = (true, accepted);
            return accepted;
        }

        if (_isSearched)
        {
            // The bucket that took the first burst has taken what was too much since the rate passed the limit; so long ago it was right.
            // Each bucket has room for one request, which is none to spare: what it refuses left too soon after the one before.
            (_isSearched, _hold, _cut) = (false, MinHold, CutAfterSearch);
            var before = (RefusedIntervals / rate) + Math.Sqrt(2 * Math.Max(0, _burst - 1) / (SearchGrowth * rate));
            return Math.Min((1 - CutAfterSearch) * rate, Math.Max(accepted, rate * Math.Exp(-SearchGrowth * before)));
        }

        if (rate > held * (1 + (1 - OfRaised)))
        {
            // The limit lies between the rate that was held and the one that was refused.
            _hold = rate > (1 + OtherLimit) * held ? MinHold : Math.Min(MaxHold, OfHold * _hold);
            _cut = 0;
            return OfRaised * (held + rate) / 2;
        }

        _cut = refusedAt - _setAt < Soon ? Math.Min(MaxCut, Math.Max(MinCut, 2 * _cut)) : MinCut;
        _hold = _cut > OtherLimit ? MinHold : _hold;
        return (1 - _cut) * rate;
    }

    private void Forget(TimeSpan now)
    {
        while (_accepted.Count > 0 && _accepted.Peek() < now - Window)
        {
            _accepted.Dequeue();
        }
    }
}
