using System.Diagnostics;
using System.Globalization;
using VgsCalm.LeakMutants;
using VgsCalm.Tests.Leaks;

// Several processes share cases and pieces, and tell each other by a folder: "0 2 FOLDER" and "1 2 FOLDER". "list" only names the
// pieces; "only NAME,NAME" tries those that have one of these in their name.
var only = args is ["only", var name] ? name : "";
var (part, parts, shared) = args is [var first, var second, var place]
    ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture), place)
    : (0, 1, null);

// PowerShell takes the folder above the manifest for the module's version, so the copy's has the same name.
var shipped = StagedModule.Folder;
var watch = Stopwatch.StartNew();
var findings = new FindingReport();
var folder = Directory.CreateTempSubdirectory("vgscalm-mutants-").FullName;
try
{
    var copy = Path.Combine(folder, "VgsCalm", Path.GetFileName(Path.TrimEndingDirectorySeparator(shipped)));
    var module = SwitchableModule.Make(shipped, copy);
    if (args is ["list"])
    {
        foreach (var line in module.Pieces.Select(p => p.ToString()).Concat(module.Gaps))
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    StagedModule.Folder = copy;
    await using var stage = await LeakStage.OpenAsync();
    var exchange = new SceneExchange(shared ?? folder, part, parts);
    var isFull = Environment.GetEnvironmentVariable("VGSCALM_LEAKS_FULL") == "1";
    await new Trial(module, stage, findings, exchange, isFull).RunAsync(piece =>
        exchange.IsMine(piece.Number)
        && Array.Exists(only.Split(','), name => piece.Name.Contains(name, StringComparison.Ordinal))
    );
    Console.WriteLine(
        $"{module.Pieces.Count} pieces of redaction, {LeakCases.All.Count} cases, {watch.Elapsed.TotalSeconds:0} s"
    );
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return findings.Close();
