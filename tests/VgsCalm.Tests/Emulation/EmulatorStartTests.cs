using VgsCalm.Emulator;
using VgsCalm.Emulator.Requests;

namespace VgsCalm.Tests.Emulation;

/// <summary>What keeps the emulator from starting is said with what to give in its place.</summary>
public sealed class EmulatorStartTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var first = await VgsEmulator.StartAsync(new EmulatorOptions());
        var port = first.BaseUri.Port;

        var error = await Assert.ThrowsAsync<IOException>(() =>
            VgsEmulator.StartAsync(new EmulatorOptions { Port = port })
        );

        Assert.StartsWith($"Port {port} of 127.0.0.1 is taken by another program", error.Message);
    }

    [Fact]
    public async Task A_request_log_in_a_missing_folder_asks_for_another()
    {
        await using var emulator = await VgsEmulator.StartAsync(new EmulatorOptions());
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "requests.log");

        var error = Assert.Throws<IOException>(() => new RequestLogFile(emulator.Requests, path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Give a file in a folder that is there", error.Message, StringComparison.Ordinal);
    }
}
