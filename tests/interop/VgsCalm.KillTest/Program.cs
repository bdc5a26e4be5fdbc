using VgsCalm.KillTest;

// "import": the process that is killed. Otherwise: the one that kills it, and looks afterwards at what was done.
if (args is ["import", ..])
{
    return ImportProcess.Run();
}

var kills = FindingReport.Setting("KILLS", 50);

// Requests a second that the service takes; 0: as many as come.
var limit = FindingReport.Setting("LIMIT", 0);

// 1: answers are lost and torn, requests refused and tokens revoked, besides.
var storms = FindingReport.Setting("STORMS", 0) != 0;

// A kill loses the answers of what is under way, sixteen rows; the rest of its share is work that was done.
var rows = FindingReport.Setting("ROWS", (limit > 0 ? Math.Min(limit + 5, 40) : 40) * kills);
var seed = FindingReport.Setting("SEED", Environment.TickCount & 0xFFFFFF);
Console.WriteLine(
    $"{rows} rows, {kills} kills, limit {limit}{(storms ? ", storms" : "")}, seed {seed} "
        + $"(again: SEED={seed} KILLS={kills} ROWS={rows} LIMIT={limit} STORMS={(storms ? 1 : 0)} bash tests/interop/kill.sh)"
);

return new FindingReport().Close(await new KillRun(rows, kills, limit, storms, seed).RunAsync());
