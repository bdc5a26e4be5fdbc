using System.Reflection;

namespace VgsCalm.Hosting;

/// <summary>
/// Has something done before the process ends by SIGTERM, SIGHUP or a closing console. The system's own ending follows.
/// PosixSignalRegistration came with .NET 6: not in netstandard2.0, but in every runtime of PowerShell 7.4 and later. Windows PowerShell
/// has none of it.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private const int Hangup = -1;
    private const int Terminate = -4;

    private readonly Action _end;
    private readonly List<IDisposable> _registrations = [];

    private TerminationSignals(Action end) => _end = end;

    /// <param name="end">Runs on a thread of its own; the process ends when it returns.</param>
    public static TerminationSignals Register(Action end)
    {
        var signals = new TerminationSignals(end);
        var type = Type.GetType(
            "System.Runtime.InteropServices.PosixSignalRegistration, System.Runtime.InteropServices"
        );
        if (type?.GetMethod("Create", BindingFlags.Public | BindingFlags.Static) is not { } create)
        {
            return signals;
        }

        var parameters = create.GetParameters();
        var handler = Delegate.CreateDelegate(
            parameters[1].ParameterType,
            signals,
            typeof(TerminationSignals).GetMethod(nameof(Handle), BindingFlags.NonPublic | BindingFlags.Instance)!
        );
        foreach (var signal in new[] { Hangup, Terminate })
        {
            if (create.Invoke(null, [Enum.ToObject(parameters[0].ParameterType, signal), handler]) is IDisposable one)
            {
                signals._registrations.Add(one);
            }
        }

        return signals;
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(object context) => _end();
}
