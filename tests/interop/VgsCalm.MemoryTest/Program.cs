using System.Globalization;
using VgsCalm.MemoryTest;

// "import": the process whose memory is measured. Otherwise: the one that compares a small file's with a large one's.
if (args is ["import", var csv, var address])
{
    return await ImportProcess.RunAsync(csv, address);
}

const int Small = 10_000;
var large = int.TryParse(
    Environment.GetEnvironmentVariable("ROWS"),
    NumberStyles.None,
    CultureInfo.InvariantCulture,
    out var rows
)
    ? rows
    : 50_000;
Console.WriteLine($"{Small} rows against {large} (a million: ROWS=1000000 bash tests/interop/memory.sh)");

var findings = await MemoryComparison.RunAsync(Small, large);
foreach (var finding in findings)
{
    Console.WriteLine($"{(finding.Holds ? "ok  " : "FAIL")} {finding.Claim}: {finding.Evidence}");
}

Console.WriteLine($"{findings.Count(f => f.Holds)} passed, {findings.Count(f => !f.Holds)} failed");
return findings.All(f => f.Holds) ? 0 : 1;
