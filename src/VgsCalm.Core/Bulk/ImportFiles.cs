using VgsCalm.Bulk.Journal;
using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>
/// The files of an import, by their full paths. No two of them may be one: a result must not replace the cards it tells
/// of.
/// </summary>
internal sealed record ImportFiles(string? Input, string Journal, string? Result, string? Reject, string? Report)
{
    /// <summary>What the cards come from, in words.</summary>
    public string Source => Input ?? "rows from the pipeline";

    private (string Parameter, string? Path)[] Written =>
        [("JournalPath", Journal), ("ResultPath", Result), ("RejectPath", Reject), ("ReportPath", Report)];

    /// <summary>Those to be written that are there already and are no output of an import, by their paths.</summary>
    public IEnumerable<string> Foreign =>
        new[] { Result, Reject, Report }.OfType<string>().Where(path => !ImportOutputs.IsOutput(path));

    /// <summary>Equal for two inputs if, and only if, they are one file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    public string InputIdentity =>
        FileStatus.Read(Input ?? "") switch
        {
            { Kind: FileKind.Missing } => throw InputFile.DoesNotExist(Input!),
            { Kind: FileKind.Folder } => throw FileStatus.RefuseFolder(Input ?? ""),
            var status => status.Identity ?? (Input ?? "").ToUpperInvariant(),
        };

    /// <summary>The files of an import. Without a journal of its own, the input's name gives it one.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: there is nothing that the journal's name could come from. JournalMismatch: the
    /// input is a link, and there are two journals.</exception>
    public static ImportFiles Create(
        string? input,
        string? journal,
        string? result = null,
        string? reject = null,
        string? report = null
    )
    {
        if (journal is null && (input is null || !NamedFile.Is(input)))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                input is null
                    ? "Rows from the pipeline have no file whose name the journal could take."
                    : $"'{input}' is a pipe or a device, and has no name that the journal could take; nothing was sent.",
                "JournalPath"
            )
            {
                RecommendedAction = input is null
                    ? "Give -JournalPath. Where a file was meant, and not a row, give it with -Path."
                    : "Give -JournalPath.",
            };
        }

        return new(input, journal ?? JournalName.Find(input!), result, reject, report);
    }

    /// <summary>Looks at the files, and changes none.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: two of them are the same file, or an output would replace a journal.</exception>
    /// <exception cref="ImportFileException">One of those to write cannot be: better known now than after hours.</exception>
    /// <exception cref="IOException">The input is not there, or is a folder.</exception>
    public ImportFiles Validate()
    {
        var files = new List<(string Parameter, string Path, string? Identity)>();
        if (Input is not null)
        {
            files.Add(("Path", Input, InputIdentity));
        }

        foreach (var (parameter, path) in Written)
        {
            if (path is not null)
            {
                files.Add((parameter, path, Look(parameter, path).Identity));
            }
        }

        DistinctFiles.Check(files);
        foreach (var (parameter, path) in Written)
        {
            if (path is not null && path != Journal && ImportOutputs.IsJournal(path))
            {
                throw JournalFault.NotToReplace(parameter, path);
            }
        }

        return this;
    }

    private static OutputTarget Look(string parameter, string path)
    {
        try
        {
            return OutputTarget.Find(path);
        }
        catch (DirectoryNotFoundException error)
        {
            throw Unusable(new DirectoryNotFoundException(Describe(parameter, path, error), error));
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unusable(new UnauthorizedAccessException(Describe(parameter, path, error), error));
        }
        catch (IOException error)
        {
            throw Unusable(new IOException(Describe(parameter, path, error), error));
        }

        ImportFileException Unusable(Exception cause) => new(path, cause);
    }

    private static string Describe(string parameter, string path, Exception error) =>
        error.Message.StartsWith($"'{path}'", StringComparison.Ordinal)
            ? $"-{parameter} {error.Message.TrimEnd('.')}. Nothing was sent."
            : $"-{parameter} '{path}' cannot be written: {error.Message.TrimEnd('.')}. Nothing was sent.";
}
