namespace VgsCalm.Files;

/// <summary>The files of one command: no two of them may be one, whatever they are called.</summary>
internal static class DistinctFiles
{
    /// <param name="files">Each file's parameter, path and identity; a file without an identity is none that could be another.</param>
    /// <exception cref="VgsApiException">RequestInvalid: two of them are the same file.</exception>
    public static void Check(IEnumerable<(string Parameter, string Path, string? Identity)> files)
    {
        var twice = files
            .Where(file => file.Identity is not null)
            .GroupBy(file => file.Identity, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is null)
        {
            return;
        }

        var path = twice.First().Path;
        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"-{string.Join(" and -", twice.Select(file => file.Parameter))} are the same file '{path}'; nothing was sent.",
            path
        )
        {
            RecommendedAction = "Give each its own path.",
        };
    }
}
