using VgsCalm.Emulator;

namespace VgsCalm.Testing;

/// <summary>A test with an emulator of its own, and a shell whose sessions <c>default</c> and <c>admin</c> are connected to it.</summary>
public abstract class ConnectedTest : EmulatorTest
{
    protected override EmulatorOptions Options => new() { EnrolmentDelay = 0 };

    protected override void Prepare()
    {
        Shell.Connect();
        Emulator.Requests.Clear();
    }
}
