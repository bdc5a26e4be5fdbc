using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// A journal that is deleted or replaced while an import writes it: the lines go on into a file that has no name any more, and the
/// next run would begin anew and enrol every card again. The lines are put where that run finds them; of one that is cut off they are
/// lost, and that run finds damage.
/// </summary>
internal static class JournalRescue
{
    /// <summary>Whether the path leads to another file than the open one, or to none.</summary>
    public static bool IsLost(FileStream file, string path)
    {
        try
        {
            return FileStatus.Read(file) is { } open && FileStatus.Read(path).Identity != open.Identity;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Writes the lines of an open file that is lost to its path if that is free, or beside it.</summary>
    /// <returns>What the import stops with; null where it is not lost.</returns>
    public static JournalException? SaveIfLost(FileStream file, string path) =>
        IsLost(file, path) ? Save(file, path) : null;

    /// <summary>
    /// Marks a journal that another program has cut off: its lines are gone. A last byte is written where they ended, so that the next run
    /// finds damage, and no empty file that it would begin anew.
    /// </summary>
    /// <param name="file">The open file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="end">Where its last line ended.</param>
    /// <returns>What the import stops with.</returns>
    public static JournalException MarkCut(FileStream file, string path, long end)
    {
        try
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            file.WriteByte((byte)'\n');
            file.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is said is the same: the lines are gone.
        }

        return new JournalException(
            $"The journal '{path}' was cut off while the import wrote it; the import stopped. Its lines are lost: do not run the same "
                + "command again before the journal is restored from a copy. Without it, the rows that were sent are enrolled a second "
                + "time."
        );
    }

    private static JournalException Save(FileStream file, string path)
    {
        var happened = $"The journal '{path}' was deleted or replaced while the import wrote it; the import stopped.";
        var isFree = FileStatusOrNull(path) is { Kind: FileKind.Missing };
        var saved = isFree
            ? path
            : System.IO.Path.Combine(
                System.IO.Path.GetDirectoryName(path) ?? "",
                $"journal-{Guid.NewGuid().ToString("N").Substring(0, 8)}.jsonl"
            );
        try
        {
            Copy(file, saved);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new JournalException(
                $"{happened} Its lines could not be saved ({error.Message.TrimEnd('.')}). Do not run the same command again before "
                    + $"the journal is restored: without it, the rows that were sent are enrolled a second time."
            );
        }

        return new JournalException(
            isFree
                ? $"{happened} Its lines were put back there: run the same command again, and it goes on where it stopped."
                : $"{happened} Its lines were saved in '{saved}': put that file in the place of '{path}', and run the same "
                    + $"command again. With the file that is there now, the rows that were sent may be enrolled a second time."
        );
    }

    private static FileStatus? FileStatusOrNull(string path)
    {
        try
        {
            return FileStatus.Read(path, followsLink: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Copy(FileStream file, string path)
    {
        using var copy = OwnerOnlyFile.Create(path, FileShare.None);
        file.Seek(0, SeekOrigin.Begin);
        file.CopyTo(copy);
        copy.FlushToDisk();
    }
}
