namespace VgsCalm.Emulator.Faults;

/// <summary>The faults in waiting. The first that fits a request and is not used up hits it. Safe from any thread.</summary>
public sealed class FaultList
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private volatile bool any;

    internal FaultList()
    {
    }

    /// <summary>Puts a fault behind those that wait already.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (gate)
        {
            faults.Add(fault);
            any = true;
        }
    }

    /// <summary>Forgets all faults; requests that hang stay hanging.</summary>
    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
            any = false;
        }
    }

    /// <summary>The faults added since the last <see cref="Clear"/>, used up or not.</summary>
    public Fault[] Snapshot()
    {
        lock (gate)
            return [.. faults];
    }

    internal Fault? Take(string method, string path)
    {
        if (!any)
            return null;
        lock (gate)
            return faults.Find(fault => fault.Fits(method, path) && fault.Strike());
    }
}
