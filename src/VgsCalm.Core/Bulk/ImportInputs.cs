namespace VgsCalm.Bulk;

/// <summary>The input files of one command, each of which is enrolled once, with a journal of its own.</summary>
internal sealed class ImportInputs
{
    private readonly HashSet<string> _identities = new(StringComparer.Ordinal);

    public int Count => _identities.Count;

    /// <summary>Takes a file. Under another name it would have another journal, and its cards would be enrolled again.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: the command was given the file before.</exception>
    public ImportFiles Claim(ImportFiles files) =>
        _identities.Add(files.InputIdentity)
            ? files
            : throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"'{files.Input}' is a file that this command was given before; it is not sent again.",
                files.Input
            )
            {
                RecommendedAction = "Give each file once, by one of its names.",
            };

    /// <summary>The error of several inputs that are to share what one alone can have.</summary>
    /// <param name="target">The input that is one too many.</param>
    public VgsApiException TooMany(string target) =>
        new(
            VgsErrorId.RequestInvalid,
            "-JournalPath, -ResultPath, -RejectPath and -ReportPath are one input's, and there are several; "
                + (Count > 0 ? "the further ones were not sent." : "nothing was sent."),
            target
        )
        {
            RecommendedAction =
                "Leave them out: each file has a journal of its own. Or import each file by a command of its own (ForEach-Object).",
        };
}
