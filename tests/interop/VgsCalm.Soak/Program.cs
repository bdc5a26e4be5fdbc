using System.Globalization;
using VgsCalm.Soak;

// Before the engine's first use: without it the engine calls home.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

var times = Setting("SOAK", 1);
var seed = Setting("SEED", Environment.TickCount & 0xFFFFFF);
Console.WriteLine($"seed {seed} (again: SEED={seed} SOAK={times} bash tests/interop/soak.sh)");

var findings = new List<Finding>();
await foreach (var finding in RenewalSoak.RunAsync(calls: 5_000 * times, seed))
{
    Report(finding);
}

await foreach (var finding in ConnectionSoak.RunAsync(connects: 10_000 * times))
{
    Report(finding);
}

await foreach (var finding in StopSoak.RunAsync(stopsOfEach: 20 * times, seed))
{
    Report(finding);
}

Console.WriteLine($"{findings.Count(f => f.Holds)} passed, {findings.Count(f => !f.Holds)} failed");
return findings.TrueForAll(f => f.Holds) ? 0 : 1;

void Report(Finding finding)
{
    findings.Add(finding);
    Console.WriteLine($"{(finding.Holds ? "ok  " : "FAIL")} {finding.Claim}: {finding.Figures}");
}

static int Setting(string name, int otherwise) =>
    int.TryParse(
        Environment.GetEnvironmentVariable(name),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : otherwise;
