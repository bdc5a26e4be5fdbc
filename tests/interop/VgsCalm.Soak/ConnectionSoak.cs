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
        using var engines = await EnginesAsync();
        await RoundAsync(engines.All);
        var before = await Footprint.SettledAsync();

        var watch = Stopwatch.StartNew();
        var granted = 0;
        for (var done = 0; done < connects; done += ConnectsInARound)
        {
            granted += await RoundAsync(engines.All);
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

    private static async Task<int> RoundAsync(Engine[] engines)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        await Task.WhenAll(
            engines.Select(engine =>
                Task.Run(() =>
                {
                    engine.Use(emulator);
                    engine.Set("connects", ConnectsInARound / engines.Length);
                    engine.Run(Script);
                })
            )
        );
        return emulator.TokenRequestCount;
    }

    private static async Task<EngineSet> EnginesAsync()
    {
        await using var emulator = await VgsEmulator.StartAsync();
        return new EngineSet([.. Enumerable.Range(0, Lanes).Select(_ => new Engine(emulator))]);
    }

    private sealed record EngineSet(Engine[] All) : IDisposable
    {
        public void Dispose()
        {
            foreach (var engine in All)
            {
                engine.Dispose();
            }
        }
    }
}
