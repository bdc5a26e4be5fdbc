namespace VgsCalm.Files;

/// <summary>
/// The files of an import, by their full paths. No two of them may be one: a result must not replace the cards it tells
/// of.
/// </summary>
internal sealed record ImportFiles(string? Input, string Journal, string? Result, string? Reject, string? Report)
{
    /// <exception cref="VgsApiException">RequestInvalid: two of them are the same file.</exception>
    /// <exception cref="DirectoryNotFoundException">One of those to write has no folder: better known now than after hours.</exception>
    public ImportFiles Checked()
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
        var twice = named
            .Where(n => n.Item2 is not null)
            .GroupBy(n => n.Item2!, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        if (twice is null)
        {
            return this;
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"-{string.Join(" and -", twice.Select(n => n.Item1))} are the same file '{twice.Key}'; nothing was sent.",
            twice.Key
        )
        {
            RecommendedAction = "Give each its own path.",
        };
    }
}
