using VgsCalm.MemoryTest;

// "import": the process whose memory is measured. Otherwise: the one that compares a small file's with a large one's.
if (args is ["import", var csv, var port])
{
    return await ImportProcess.RunAsync(csv, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
}

const int Small = 10_000;
var large = FindingReport.Setting("ROWS", 50_000);
Console.WriteLine($"{Small} rows against {large} (a million: ROWS=1000000 bash tests/interop/memory.sh)");

return new FindingReport().Close(await MemoryComparison.RunAsync(Small, large));
