namespace VgsCalm.Emulator.Faults;

/// <summary>The faults in waiting. The first that fits a request and is not used up hits it. Safe from any thread.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private volatile bool _any;

    internal FaultList() { }

    /// <summary>Puts a fault behind those that wait already.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(fault);
            _any = true;
        }
    }

    /// <summary>Forgets all faults; requests that hang stay hanging.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            _any = false;
        }
    }

    /// <summary>The faults added since the last <see cref="Clear"/>, used up or not.</summary>
    public Fault[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _faults];
        }
    }

    internal Fault? Take(string method, string path)
    {
        if (!_any)
        {
            return null;
        }

        lock (_gate)
        {
            return _faults.Find(fault => fault.Matches(method, path) && fault.TryHit());
        }
    }
}
