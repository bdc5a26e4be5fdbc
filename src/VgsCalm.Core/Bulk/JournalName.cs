using VgsCalm.Bulk.Journal;
using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>
/// The journal of an input file, where none is named. It stands beside the file itself: a link and what it leads to are one input, and
/// under a journal of its own the link's rows would be enrolled again.
/// </summary>
internal static class JournalName
{
    private const string Suffix = ".journal.jsonl";

    /// <param name="input">Full path of the file, which need not exist.</param>
    /// <exception cref="VgsApiException">JournalMismatch: link and file have a journal each.</exception>
    /// <exception cref="IOException">The system does not say where the path leads.</exception>
    public static string Find(string input)
    {
        var named = input + Suffix;
        if (FileStatus.Read(input).Kind != FileKind.Regular)
        {
            return named;
        }

        var target = LinkTarget.Find(input);
        if (IsSameName(input, target) || !IsThere(named))
        {
            return IsSameName(input, target) ? named : target + Suffix;
        }

        // The file was imported in the link's place before it was moved away, and only that journal knows its rows.
        return IsThere(target + Suffix) ? throw TwoJournals(input, target) : named;
    }

    private static bool IsThere(string journal) => JournalSuccessor.Find(journal) is not null;

    // A folder on the way may be a link, too: then both paths are the same place.
    private static bool IsSameName(string input, string target) =>
        string.Equals(Path.GetFileName(input), Path.GetFileName(target), StringComparison.OrdinalIgnoreCase)
        && FileStatus.Read(FolderOf(input)).Identity == FileStatus.Read(FolderOf(target)).Identity;

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? path;

    private static VgsApiException TwoJournals(string input, string target) =>
        new(
            VgsErrorId.JournalMismatch,
            $"'{input}' is a link to '{target}', and each of them has a journal ('{input + Suffix}', '{target + Suffix}'); "
                + "nothing was sent.",
            input + Suffix
        )
        {
            RecommendedAction =
                "Give each of the two as -JournalPath together with -WhatIf: it tells how many rows that journal knows. Import with the "
                + "one that knows all rows which were sent, and move the other away.",
        };
}
