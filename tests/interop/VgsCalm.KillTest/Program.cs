using System.Globalization;
using VgsCalm.KillTest;

// "import": the process that is killed. Otherwise: the one that kills it, and looks afterwards at what was done.
if (args is ["import", ..]) return ImportProcess.Run();

var kills = Setting("KILLS", 50);
var rows = Setting("ROWS", 2000);
var seed = Setting("SEED", Environment.TickCount & 0xFFFFFF);
Console.WriteLine($"{rows} rows, {kills} kills, seed {seed} (again: SEED={seed} KILLS={kills} ROWS={rows} bash tests/interop/kill.sh)");

var findings = await new KillRun(rows, kills, seed).RunAsync();
foreach (var finding in findings) Console.WriteLine($"{(finding.Holds ? "ok  " : "FAIL")} {finding.Claim}{(finding.Holds ? "" : ": " + finding.Evidence)}");
Console.WriteLine($"{findings.Count(f => f.Holds)} passed, {findings.Count(f => !f.Holds)} failed");
return findings.All(f => f.Holds) ? 0 : 1;

static int Setting(string name, int otherwise) =>
    int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
