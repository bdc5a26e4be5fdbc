using System.Runtime.InteropServices;
using VgsCalm.Errors;
using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// Whether what stands at a journal's path can be this user's journal. Another user who can write it can make an import skip cards, or
/// send them twice.
/// </summary>
internal static class JournalTrust
{
    private const int GroupWrite = 0x10; // 0020
    private const int OthersWrite = 0x2; // 0002

    /// <exception cref="VgsApiException">JournalMismatch: it may be another user's, or is no file at all.</exception>
    public static void Check(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            {
                throw Refused(path, "it is a link", "Give the path that the link leads to.");
            }

            return;
        }

        var found = FileStatus.Read(path, followsLink: false);
        switch (found.Kind)
        {
            case FileKind.Missing:
                return;
            case FileKind.Folder:
                throw FileStatus.RefuseFolder(path);
            case FileKind.Regular:
                CheckRights(path, found);
                return;
            default:
                throw Refused(
                    path,
                    "it is a link, a device or a pipe",
                    "Give the path that the link leads to; it is the journal. "
                        + "In the place of a device or a pipe, give the path of a file."
                );
        }
    }

    private static void CheckRights(string path, FileStatus found)
    {
        var (name, copy) = (ShellArgument.Quote(path), ShellArgument.Quote(path + ".copy"));
        if (found.Links > 1)
        {
            throw Refused(
                path,
                $"it is a hard link: the file has {found.Links} names",
                $"Put a copy of it in its place, which has no other name (cp -p {name} {copy}; mv {copy} {name}). "
                    + "A new journal would not know what was enrolled."
            );
        }

        if (found.Owner != UnixFile.EffectiveUser)
        {
            throw Refused(
                path,
                $"it belongs to user {found.Owner}, and this process acts for user {UnixFile.EffectiveUser}",
                "Run the import as the journal's owner, or make the file yours (chown) if you know where it comes from."
            );
        }

        if ((found.Mode & (GroupWrite | OthersWrite)) != 0)
        {
            throw Refused(
                path,
                "other users may write it",
                $"If it is your journal and nobody has changed it, take that right away (chmod go-w {name})."
            );
        }
    }

    private static VgsApiException Refused(string path, string why, string action) =>
        new(VgsErrorId.JournalMismatch, $"The journal '{path}' cannot be trusted: {why}. Nothing was sent.", path)
        {
            RecommendedAction = action,
        };
}
