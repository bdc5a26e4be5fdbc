using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VgsCalm.Tests.Leaks;

/// <summary>A shell with everything to say switched on, and all that a case leaves to be seen in it and beside it.</summary>
internal sealed class LeakShell : IDisposable
{
    private const string AllStreams =
        "$VerbosePreference = $DebugPreference = $InformationPreference = $ProgressPreference = 'Continue'; "
        + "$ConfirmPreference = 'High'; ";

    private readonly RecordingHost _host = new();
    private readonly ScratchFolder _folder = new();

    public LeakShell() => Shell = Shell.Open(host: _host);

    public Shell Shell { get; }

    /// <summary>How many errors there were so far.</summary>
    public int Errors { get; private set; }

    public void Dispose()
    {
        Shell.Dispose();
        _folder.Dispose();
    }

    /// <summary>Runs a case and collects its streams, its errors in full, what a console and a transcript show, and its files.</summary>
    /// <param name="play">The case.</param>
    /// <param name="folder">The folder to which it writes.</param>
    /// <param name="files">The names of its input files, and their paths.</param>
    public IReadOnlyList<Evidence> Play(LeakCase play, ScratchFolder folder, (string Name, object? Value)[] files)
    {
        // For the properties of output that are scripts, such as a file's mode: they are read on this thread.
        Runspace.DefaultRunspace = Shell.Runspace;
        _host.Take();
        using var transcript = new Transcript(Shell, _folder.At("transcript.txt"));
        var result = Shell.Run($"$Error.Clear(); {AllStreams}{play.Script}", [("folder", folder.Path), .. files]);
        var errors = ErrorsOf(result);
        RequirePlayed(play, result, errors);
        var output = play.AsksForOutput ? [] : result.Output.Where(item => item is not null).ToArray();
        Show([.. output.Where(item => item.BaseObject is not ErrorRecord)]);
        Show([.. errors.Select(PSObject.AsPSObject)]);
        Errors += errors.Length;

        var evidence = new List<Evidence>();
        evidence.AddRange(Streams(result));
        evidence.AddRange(errors.SelectMany(error => ObjectEvidence.Collect("$Error", error)));
        evidence.AddRange(output.SelectMany(item => ObjectEvidence.Collect("output", item)));
        evidence.Add(new("console", _host.Take()));

        // A transcript has the output too: of one that was asked for there is nothing to be said.
        var transcribed = transcript.Stop();
        if (!play.AsksForOutput)
        {
            evidence.Add(new("transcript", transcribed));
        }

        evidence.AddRange(Files(play, folder));
        return evidence;
    }

    private ErrorRecord[] ErrorsOf(ShellResult result) =>
        [
            .. Shell
                .Run("$Error.ToArray()")
                .Output.Select(error =>
                    error.BaseObject is IContainsErrorRecord thrown ? thrown.ErrorRecord : (ErrorRecord)error.BaseObject
                )
                .Concat(result.Errors)
                .Concat(result.Terminating is { } terminating ? [terminating] : [])
                .Distinct(),
        ];

    private static void RequirePlayed(LeakCase play, ShellResult result, ErrorRecord[] errors)
    {
        if (Array.Find(errors, error => error.Exception is CommandNotFoundException) is { } unknown)
        {
            throw new InvalidOperationException(
                $"{play} did not play to its end: {string.Join(' ', errors.Except([unknown]))} {unknown}"
            );
        }

        if (!play.IsBad && result.Failure is { } failure)
        {
            throw new InvalidOperationException($"{play} is no bad case, and failed: {failure}");
        }
    }

    private static IEnumerable<Evidence> Streams(ShellResult result) =>
        result
            .Verbose.Select(line => new Evidence("verbose", line))
            .Concat(result.Debug.Select(line => new Evidence("debug", line)))
            .Concat(result.Warnings.Select(line => new Evidence("warning", line)))
            .Concat(result.Information.Select(line => new Evidence("information", line)))
            .Concat(
                result.Progress.Select(record => new Evidence(
                    "progress",
                    $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"
                ))
            );

    private static IEnumerable<Evidence> Files(LeakCase play, ScratchFolder folder) =>
        Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetFileName(file).StartsWith("input.", StringComparison.Ordinal)
                && !play.AsksForFiles.Contains(Path.GetFileName(file))
            )
            .Select(file => new Evidence($"file {Path.GetFileName(file)}", File.ReadAllText(file)));

    // As its own view shows it, as Format-List * does, and in tables of a few columns.
    private void Show(IReadOnlyList<PSObject> items)
    {
        foreach (var item in items.Distinct())
        {
            var fields = item
                .Properties.Where(p => p.IsGettable && p.Value is not System.Reflection.MethodBase)
                .Select(p => new PSNoteProperty(p.Name, p.Value))
                .ToArray();
            PSObject[] shapes =
            [
                item,
                ObjectOf(fields.Concat(Enumerable.Range(0, 5).Select(n => new PSNoteProperty($"_{n}", n)))),
                .. fields.Chunk(4).Select(ObjectOf),
            ];
            foreach (var shape in shapes)
            {
                Shell.Run("$shape | Out-Default", ("shape", shape));
            }
        }
    }

    private static PSObject ObjectOf(IEnumerable<PSNoteProperty> fields)
    {
        var shape = new PSObject();
        foreach (var field in fields)
        {
            shape.Properties.Add(field);
        }

        return shape;
    }
}
