using VgsCalm.Soak;

var times = FindingReport.Setting("SOAK", 1);
var seed = FindingReport.Setting("SEED", Environment.TickCount & 0xFFFFFF);
Console.WriteLine($"seed {seed} (again: SEED={seed} SOAK={times} bash tests/interop/soak.sh)");

var report = new FindingReport();
IAsyncEnumerable<Finding>[] soaks =
[
    RenewalSoak.RunAsync(calls: 5_000 * times, seed),
    ConnectionSoak.RunAsync(connects: 10_000 * times),
    StopSoak.RunAsync(stopsOfEach: 20 * times, seed),
];
foreach (var soak in soaks)
{
    await foreach (var finding in soak)
    {
        report.Add(finding);
    }
}

return report.Close();
