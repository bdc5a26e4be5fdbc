using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// The journal that is about to take the place of one that is complete. It stands whole beside it before the old one is put aside: where
/// the run ends between the two steps, the next one finds it and asks the journals that are kept. Without a journal it would ask none, and
/// enrol an old file again.
/// </summary>
internal static class JournalSuccessor
{
    /// <summary>Where the journal of a path is now; null where there is none.</summary>
    public static string? Find(string journal) =>
        File.Exists(journal) ? journal
        : File.Exists(NameOf(journal)) ? NameOf(journal)
        : null;

    /// <summary>Whether it is certain that neither is there: a folder that is closed may hide one.</summary>
    public static bool IsNowhere(string journal)
    {
        try
        {
            return IsMissing(journal) && IsMissing(NameOf(journal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes it. One that a run has left behind goes.</summary>
    /// <exception cref="IOException">It cannot be written; the old journal is in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string journal, JournalHeader header)
    {
        var path = NameOf(journal);
        try
        {
            File.Delete(path);
            using var file = OwnerOnlyFile.Create(path, FileShare.None);
            var line = header.ToLine();
            file.Write(line, 0, line.Length);
            file.FlushToDisk();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFault.CannotBeginNext(path, error);
        }
    }

    /// <summary>Puts it in the place of the journal, where that is free.</summary>
    public static void TakePlace(string journal)
    {
        if (Find(journal) is not { } found || found == journal)
        {
            return;
        }

        try
        {
            File.Move(found, journal);
        }
        catch (IOException) when (File.Exists(journal))
        {
            // Another run has put it there between the two calls, and has its lock.
        }
    }

    private static bool IsMissing(string path) => FileStatus.Read(path, followsLink: false).Kind == FileKind.Missing;

    private static string NameOf(string journal) => journal + ".new";
}
