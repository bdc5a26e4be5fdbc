using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Engine;

/// <summary>A test with an emulator of its own, and a shell whose sessions <c>default</c> and <c>admin</c> are connected to it.</summary>
public abstract class ConnectedTest : IAsyncLifetime
{
    private protected VgsEmulator Emulator { get; private set; } = null!;

    private protected Shell Shell { get; private set; } = null!;

    private protected ScratchFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        Emulator = await VgsEmulator.StartAsync(new EmulatorOptions { EnrolmentDelay = 0 });
        Shell = Shell.ConnectedTo(Emulator);
        Emulator.Requests.Clear();
    }

    public async Task DisposeAsync()
    {
        Shell.Dispose();
        Folder.Dispose();
        await Emulator.DisposeAsync();
    }

    private protected ShellResult Run(string script, params (string Name, object? Value)[] variables) =>
        Shell.Run(script, variables);

    /// <summary>All requests that fit are answered with an error, or with anything else that the fault says.</summary>
    private protected void Always(
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
    private protected void Once(
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
