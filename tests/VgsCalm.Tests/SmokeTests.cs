using VgsCalm.Emulator;

namespace VgsCalm.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_card_is_enrolled_and_looked_up_in_one_pipeline()
    {
        await using var emulator = await VgsEmulator.StartAsync(new EmulatorOptions { EnrolmentDelay = 0 });
        using var shell = Shell.ConnectedTo(emulator);

        var result = shell.Run(
            "New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027 | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", result["State"]);
        Assert.Equal("541577******1962", result["Number"]);
    }
}
