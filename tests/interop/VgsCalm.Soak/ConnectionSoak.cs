using System.Diagnostics;
using System.Globalization;
using VgsCalm.Emulator;

namespace VgsCalm.Soak;

/// <summary>Sessions that come and go by the thousand, and what is left of them in the process.</summary>
internal static class ConnectionSoak
{
    // Each round has an emulator of its own: what that remembers of its requests goes with it, and closed connections
    // use up no port for good.
    private const int ConnectsInARound = 2_500;
    private const int Lanes = 2;

    // One session is disconnected, the next one replaced by the one that follows under its name.
    private const string Script = """
        for ($i = 0; $i -lt $connects; $i += 2) {
            Connect-VgsCalm $calm @uris
            Connect-VgsCalm $calm @uris
            Disconnect-VgsCalm
        }
        """;

    public static async IAsyncEnumerable<Finding> RunAsync(int connects)
    {
        using var shells = await ShellsAsync();
        await RoundAsync(shells.All);
        var before = await Footprint.SettledAsync();

        var watch = Stopwatch.StartNew();
        var granted = 0;
        for (var done = 0; done < connects; done += ConnectsInARound)
        {
            granted += await RoundAsync(shells.All);
        }

        var seconds = watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var after = await Footprint.SettledAsync(before);

        yield return new Finding(
            "each connect gets one token",
            granted == connects,
            $"{connects} connects in {seconds} s, {granted} tokens"
        );
        yield return new Finding(
            "connects and disconnects leave nothing behind",
            after.IsNoMoreThan(before),
            $"before {before}; after {after}"
        );
    }

    private static async Task<int> RoundAsync(Shell[] shells)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        await Task.WhenAll(
            shells.Select(shell =>
                Task.Run(() =>
                {
                    shell.SetAddresses(emulator);
                    shell.Set("connects", ConnectsInARound / shells.Length);
                    shell.Run(Script).ThrowIfFailed();
                })
            )
        );
        return emulator.TokenRequestCount;
    }

    private static async Task<ShellSet> ShellsAsync()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        return new ShellSet([.. Enumerable.Range(0, Lanes).Select(_ => Shell.At(emulator))]);
    }

    private sealed record ShellSet(Shell[] All) : IDisposable
    {
        public void Dispose()
        {
            foreach (var shell in All)
            {
                shell.Dispose();
            }
        }
    }
}
