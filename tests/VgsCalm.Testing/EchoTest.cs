using VgsCalm.Testing.Servers;

namespace VgsCalm.Testing;

/// <summary>A connected test with a server in the session <c>echo</c> that keeps what it gets.</summary>
public abstract class EchoTest : ConnectedTest
{
    protected EchoServer Echo { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        Echo = await EchoServer.StartAsync();
        await base.InitializeAsync();
        Echo.Connect(Shell, Emulator);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Echo.DisposeAsync();
    }
}
