using System.ComponentModel;
using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>Content on its way: a file of the owner's alone, with a short name of its own, that goes away by itself.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private const uint ReplaceExisting = 0x1; // MOVEFILE_REPLACE_EXISTING
    private const uint WriteThrough = 0x8; // MOVEFILE_WRITE_THROUGH
    private const int OwnerOnly = 0x1C0; // 0700
    private const int NameLength = 8;

    // What is being written is written to more often than this.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _path;

    private TemporaryFile(string path, FileStream stream) => (_path, Stream) = (path, stream);

    public FileStream Stream { get; }

    /// <summary>Makes one. Its name is short: the name of the file that it becomes may have the greatest length already.</summary>
    public static TemporaryFile Create(string folder)
    {
        var path = System.IO.Path.Combine(folder, NameOf(Guid.NewGuid().ToString("N").Substring(0, NameLength)));
        try
        {
            return new TemporaryFile(path, OwnerOnlyFile.Create(path));
        }
        catch (UnauthorizedAccessException error)
        {
            // In terms of the folder: nobody has given this name.
            throw new UnauthorizedAccessException(
                $"This user may make no file in the folder '{folder}'. Correct its permissions, or give another path.",
                error
            );
        }
        catch (DirectoryNotFoundException error)
        {
            throw new DirectoryNotFoundException(
                $"The content is put together in the folder '{folder}', which does not exist. Make it, or correct TMPDIR where that "
                    + "names it.",
                error
            );
        }
    }

    /// <summary>
    /// Finds what commands that were killed have left in a folder. It is not removed: it may be the only place that has the secret of a
    /// new account.
    /// </summary>
    public static IReadOnlyList<string> FindAbandoned(string folder)
    {
        try
        {
            var now = Clock.System.UtcNow.UtcDateTime;
            return
            [
                .. Directory
                    .GetFiles(folder, NameOf(new string('?', NameLength)))
                    .Where(file => (now - File.GetLastWriteTimeUtc(file)).Duration() > Quiet),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder whose files this user may not list can be written all the same.
            return [];
        }
    }

    /// <summary>Brings the content to the disk: a crash must not leave the new name on half of it.</summary>
    public void Flush() => Stream.FlushToDisk();

    public void CopyTo(Stream device)
    {
        Stream.Position = 0;
        Stream.CopyTo(device);
        device.Flush();
    }

    /// <summary>Takes a place where nothing is.</summary>
    public void MoveTo(string path)
    {
        Stream.Dispose();
        File.Move(_path, path);
    }

    /// <summary>Takes the place of a file, with its mode and owner.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">What it is.</param>
    /// <param name="isPrivate">Whether group and others lose what rights they had.</param>
    /// <returns>False where the system allows no replacement that keeps them: the file itself has to be written then.</returns>
    public bool TryReplace(string path, FileStatus before, bool isPrivate)
    {
        if (IsWindows)
        {
            ReplaceOnWindows(path, isPrivate);
            return true;
        }

        // Another name of the file would stay with the old content; and an access list is not a mode that another file can be given.
        if (!isPrivate && (before.Links > 1 || UnixFile.HasAccessList(path)))
        {
            return false;
        }

        var mine = FileStatus.Read(_path);
        var sameOwner = (mine.Owner, mine.Group) == (before.Owner, before.Group);
        if (!sameOwner && !UnixFile.TryChangeOwner(_path, before.Owner, before.Group))
        {
            return false;
        }

        UnixMode.Set(_path, isPrivate ? before.Mode & OwnerOnly : before.Mode);
        try
        {
            File.Replace(_path, path, destinationBackupFileName: null);
            return true;
        }
        catch (IOException error) when ((error.HResult & 0xFFFF) is 16 or 18)
        {
            // EBUSY, EXDEV: the file is a mount point of its own, as a single file that a container is given.
            return false;
        }
    }

    /// <summary>Writes the content into a file that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">What it is.</param>
    /// <param name="isPrivate">Whether group and others lose what rights they had, before anything is in it.</param>
    public void CopyInto(string path, FileStatus before, bool isPrivate)
    {
        if (isPrivate)
        {
            UnixMode.Set(path, before.Mode & OwnerOnly);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, 1);
        Stream.Position = 0;
        Stream.CopyTo(file);
        file.SetLength(Stream.Length);
        file.FlushToDisk();
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
            File.Delete(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made it impossible to delete the file has been met by what used it, whose error is on its way.
        }
    }

    private static string NameOf(string mark) => $".vgscalm-{mark}.tmp";

    private void ReplaceOnWindows(string path, bool isPrivate)
    {
        Stream.Dispose();
        if (!isPrivate)
        {
            // Hands the access list of the old file on to the new one.
            File.Replace(_path, path, destinationBackupFileName: null);
        }
        else if (!MoveFileEx(_path, path, ReplaceExisting | WriteThrough))
        {
            throw new IOException(
                $"The file '{path}' could not be replaced: {new Win32Exception(Marshal.GetLastWin32Error()).Message}"
            );
        }
    }

    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-movefileexw
    [DllImport("kernel32.dll", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string existing, string replaced, uint flags);
}
