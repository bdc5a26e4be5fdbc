namespace VgsCalm.Bulk.Journal;

/// <summary>The error of a journal that is not this import's.</summary>
internal static class JournalFault
{
    public static VgsApiException Mismatch(string path, string why) =>
        new(VgsErrorId.JournalMismatch, $"The journal '{path}' does not fit: {why}. Nothing was sent.", path)
        {
            RecommendedAction = "Give the journal of this input with -JournalPath, or another path to begin a new one.",
        };
}
