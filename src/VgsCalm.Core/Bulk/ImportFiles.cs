namespace VgsCalm.Bulk;

/// <summary>
/// The files of an import, by their full paths. No two of them may be one: a result must not replace the cards it tells
/// of.
/// </summary>
internal sealed record ImportFiles(string? Input, string Journal, string? Result, string? Reject, string? Report)
{
    /// <summary>The files of an import. Without a journal of its own, the input's name gives it one.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: there is nothing that the journal's name could come from.</exception>
    public static ImportFiles Create(string? input, string? journal, string? result, string? reject, string? report) =>
        new(
            input,
            journal
                ?? (input is null ? null : input + ".journal.jsonl")
                ?? throw new VgsApiException(
                    VgsErrorId.RequestInvalid,
                    "Rows from the pipeline have no file whose name the journal could take.",
                    "JournalPath"
                )
                {
                    RecommendedAction = "Give -JournalPath.",
                },
            result,
            reject,
            report
        );

    /// <summary>What the cards come from, in words.</summary>
    public string Source => Input ?? "rows from the pipeline";

    /// <exception cref="VgsApiException">RequestInvalid: two of them are the same file.</exception>
    /// <exception cref="DirectoryNotFoundException">One of those to write has no folder: better known now than after hours.</exception>
    public ImportFiles Validate()
    {
        (string Name, string? Path)[] written =
        [
            ("JournalPath", Journal),
            ("ResultPath", Result),
            ("RejectPath", Reject),
            ("ReportPath", Report),
        ];
        foreach (var (name, path) in written)
        {
            if (path is not null && !Directory.Exists(System.IO.Path.GetDirectoryName(path)))
            {
                throw new DirectoryNotFoundException(
                    $"-{name} '{path}' is in a folder that does not exist; nothing was sent. Make the folder, or give another path."
                );
            }

            if (path is not null && Directory.Exists(path))
            {
                throw new UnauthorizedAccessException(
                    $"-{name} '{path}' is a folder; nothing was sent. Give the path of a file."
                );
            }
        }

        var named = written.Prepend(("Path", Input));
        var same = named
            .Where(n => n.Item2 is not null)
            .GroupBy(n => n.Item2!, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        if (same is null)
        {
            return this;
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"-{string.Join(" and -", same.Select(n => n.Item1))} are the same file '{same.Key}'; nothing was sent.",
            same.Key
        )
        {
            RecommendedAction = "Give each its own path.",
        };
    }
}
