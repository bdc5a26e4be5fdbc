namespace VgsCalm.Bulk;

/// <summary>The files of an import, by their full paths. No two of them may be one: a result must not replace the cards it tells of.</summary>
internal sealed record ImportFiles(string? Input, string Journal, string? Result, string? Reject, string? Report)
{
    /// <exception cref="VgsApiException">RequestInvalid: two of them are the same file.</exception>
    public ImportFiles Checked()
    {
        var named = new[] { ("Path", Input), ("JournalPath", Journal), ("ResultPath", Result), ("RejectPath", Reject), ("ReportPath", Report) };
        var twice = named.Where(n => n.Item2 is not null).GroupBy(n => n.Item2!, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is null) return this;
        throw new VgsApiException(VgsErrorId.RequestInvalid, $"-{string.Join(" and -", twice.Select(n => n.Item1))} are the same file '{twice.Key}'; nothing was sent.", twice.Key)
        {
            RecommendedAction = "Give each its own path.",
        };
    }
}
