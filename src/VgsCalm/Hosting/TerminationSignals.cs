using System.Reflection;

namespace VgsCalm.Hosting;

/// <summary>
/// Has something done before the process ends by SIGTERM, SIGHUP or a closing console. The system's own ending follows.
/// PosixSignalRegistration came with .NET 6: not in netstandard2.0, but in every runtime of PowerShell 7.4 and later. Windows PowerShell
/// has none of it.
/// </summary>
internal static class TerminationSignals
{
    private const int Hangup = -1;
    private const int Terminate = -4;

    // A registration ends when nothing holds it.
    private static readonly List<object?> Registrations = [];

    /// <param name="end">Runs on a thread of its own; the process ends when it returns.</param>
    public static void Register(Action end)
    {
        var type = Type.GetType(
            "System.Runtime.InteropServices.PosixSignalRegistration, System.Runtime.InteropServices"
        );
        if (type?.GetMethod("Create", BindingFlags.Public | BindingFlags.Static) is not { } create)
        {
            return;
        }

        var parameters = create.GetParameters();
        Action<object> handle = _ => end();
        var handler = Delegate.CreateDelegate(parameters[1].ParameterType, handle.Target, handle.Method);
        foreach (var signal in new[] { Hangup, Terminate })
        {
            Registrations.Add(create.Invoke(null, [Enum.ToObject(parameters[0].ParameterType, signal), handler]));
        }
    }
}
