using VgsCalm.Errors;

namespace VgsCalm.Bulk;

/// <summary>The input files of one command, each of which is enrolled once, with a journal of its own.</summary>
internal sealed class ImportInputs
{
    private readonly Dictionary<string, ImportFiles> _inputs = new(StringComparer.Ordinal);
    private ImportFiles? _first;

    public int Count => _inputs.Count;

    /// <summary>Takes a file. Under another name it would have another journal, and its cards would be enrolled again.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: the command was given the file before.</exception>
    public ImportFiles Claim(ImportFiles files)
    {
        var identity = files.InputIdentity;
        if (_inputs.TryGetValue(identity, out var known))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"'{files.Input}' is a file that this command was given before, as '{known.Input}'; it is not sent again.",
                files.Input
            )
            {
                RecommendedAction =
                    $"Give the file once, as '{known.Input}': its journal is '{known.Journal}', and under another name it would be "
                    + "enrolled a second time.",
            };
        }

        _inputs.Add(identity, files);
        _first ??= files;
        return files;
    }

    /// <summary>The error of several inputs that are to share what one alone can have.</summary>
    /// <param name="target">The input that is one too many.</param>
    /// <param name="journalOfRows">The journal of rows from the pipeline that came before it; null where none did.</param>
    public VgsApiException TooMany(string target, string? journalOfRows)
    {
        var begun = journalOfRows is null ? $"'{_first?.Input}'" : "the rows from the pipeline";
        var journal = journalOfRows ?? _first?.Journal;
        return new VgsApiException(
            VgsErrorId.RequestInvalid,
            "-JournalPath, -ResultPath, -RejectPath and -ReportPath are one input's, and there are several; "
                + (journal is null ? "nothing was sent." : "the further ones were not sent."),
            target
        )
        {
            RecommendedAction = journal is null
                ? "Leave them out: each file has a journal of its own. Or import each file by a command of its own (ForEach-Object)."
                : $"Go on with {begun} by a command of its own, with -JournalPath {ShellArgument.Quote(journal)}, which knows what was "
                    + "sent. Import the other files without these parameters: each has a journal of its own.",
        };
    }
}
