using System.Management.Automation.Host;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;
using VgsCalm.Testing.Engine;

namespace VgsCalm.Testing;

/// <summary>A test with an emulator of its own, and a shell that knows its addresses and credentials and has no session.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    protected VgsEmulator Emulator { get; private set; } = null!;

    protected Shell Shell { get; private set; } = null!;

    protected ScratchFolder Folder { get; } = new();

    /// <summary>How the emulator starts.</summary>
    protected virtual EmulatorOptions Options => new();

    /// <summary>The console that the shell has; null: none.</summary>
    protected virtual PSHost? Host => null;

    public virtual async Task InitializeAsync()
    {
        Emulator = await VgsEmulator.StartAsync(Options);
        Shell = Shell.At(Emulator, Host);
        Prepare();
    }

    public virtual async Task DisposeAsync()
    {
        Shell.Dispose();
        Folder.Dispose();
        await Emulator.DisposeAsync();
    }

    /// <summary>What every test of the class begins with.</summary>
    protected virtual void Prepare() { }

    protected ShellResult Run(string script, params (string Name, object? Value)[] variables) =>
        Shell.Run(script, variables);

    /// <summary>All requests that fit are answered with an error, or with anything else that the fault says.</summary>
    protected void Always(
        FaultKind kind,
        string path,
        int? status = null,
        string? body = null,
        string? contentType = null,
        int? retryAfter = null,
        string? method = null
    ) =>
        Emulator.Faults.Add(
            new Fault
            {
                Kind = kind,
                PathPrefix = path,
                Method = method,
                Status = status,
                Body = body,
                ContentType = contentType,
                RetryAfter = retryAfter,
                Times = -1,
            }
        );

    /// <summary>The same for the first request that fits.</summary>
    protected void Once(
        FaultKind kind,
        string path,
        int? status = null,
        int? retryAfter = null,
        string? method = null
    ) =>
        Emulator.Faults.Add(
            new Fault
            {
                Kind = kind,
                PathPrefix = path,
                Method = method,
                Status = status,
                RetryAfter = retryAfter,
            }
        );
}
