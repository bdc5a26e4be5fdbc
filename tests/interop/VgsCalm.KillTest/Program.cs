using System.Globalization;
using VgsCalm.KillTest;

// "import": the process that is killed. Otherwise: the one that kills it, and looks afterwards at what was done.
if (args is ["import", ..])
{
    return ImportProcess.Run();
}

var kills = Setting("KILLS", 50);

// A kill loses the answers of what is under way, sixteen rows; the rest of its share is work that was done.
var rows = Setting("ROWS", 40 * kills);
var seed = Setting("SEED", Environment.TickCount & 0xFFFFFF);
Console.WriteLine(
    $"{rows} rows, {kills} kills, seed {seed} (again: SEED={seed} KILLS={kills} ROWS={rows} bash tests/interop/kill.sh)"
);

var findings = await new KillRun(rows, kills, seed).RunAsync();
foreach (var finding in findings)
{
    Console.WriteLine(
        $"{(finding.Holds ? "ok  " : "FAIL")} {finding.Claim}{(finding.Holds ? "" : ": " + finding.Evidence)}"
    );
}

Console.WriteLine($"{findings.Count(f => f.Holds)} passed, {findings.Count(f => !f.Holds)} failed");
return findings.All(f => f.Holds) ? 0 : 1;

static int Setting(string name, int otherwise) =>
    int.TryParse(
        Environment.GetEnvironmentVariable(name),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : otherwise;
