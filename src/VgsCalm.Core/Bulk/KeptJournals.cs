using System.Globalization;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// The journals that were kept beside one when it was begun: an old file that is delivered again under the same name is known by them.
/// </summary>
internal static class KeptJournals
{
    private const string Time = "yyyyMMdd'T'HHmmss'Z'";

    // A week of nights. Each is read through before a new journal begins.
    private const int MaxRead = 7;

    /// <summary>Whether there are any.</summary>
    public static bool StandBeside(EnrolmentJournal journal) => Paths(journal.Path).Length > 0;

    /// <summary>The newest of them that has sent most of an input's cards; null where none has.</summary>
    /// <param name="journal">The journal that they stand beside.</param>
    /// <param name="cards">The cards of the whole input, or those that are to be sent.</param>
    public static string? Find(EnrolmentJournal journal, InputCards cards) =>
        cards.IsEmpty ? null : Paths(journal.Path).Take(MaxRead).FirstOrDefault(path => HasSent(journal, path, cards));

    /// <summary>Where a journal is to be kept: under the time of its end, and nothing is lost where that name is taken.</summary>
    public static string NewPath(EnrolmentJournal journal)
    {
        var ended = (journal.LastWritten ?? journal.Started).UtcDateTime;
        var named = $"{journal.Path}.{ended.ToString(Time, CultureInfo.InvariantCulture)}";
        var path = named;
        for (var copy = 2; File.Exists(path) || Directory.Exists(path); copy++)
        {
            path = $"{named}.{copy}";
        }

        return path;
    }

    // One that cannot be read, or is another place's, says nothing of these cards, and must not stop tonight's file.
    private static bool HasSent(EnrolmentJournal journal, string path, InputCards cards)
    {
        try
        {
            JournalTrust.Check(path);
            using var kept = journal.OpenEarlier(path);
            return cards.FindOverlap(kept) != CardOverlap.Few;
        }
        catch (Exception error) when (error is VgsApiException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The newest first. A folder that may not be listed says nothing, and must not stop tonight's file.
    private static string[] Paths(string journal)
    {
        var prefix = Path.GetFileName(journal) + ".";
        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(Path.GetDirectoryName(journal)!)
                    .Where(path => IsKept(Path.GetFileName(path), prefix))
                    .OrderByDescending(path => path, StringComparer.OrdinalIgnoreCase),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // In any letter case: Windows and macOS find a journal under each of them, and it was kept under the one that was typed then.
    private static bool IsKept(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && DateTime.TryParseExact(
            name.Substring(prefix.Length).Split('.')[0],
            Time,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );
}
