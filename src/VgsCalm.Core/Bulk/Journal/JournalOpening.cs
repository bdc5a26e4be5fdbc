using System.Runtime.InteropServices;
using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>How the file of a journal is opened to be written, by one run at a time.</summary>
internal static class JournalOpening
{
    /// <summary>Opens a journal's file, or makes it, and keeps every other run from it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="clock">Time.</param>
    /// <param name="opened">Called when it is open, and not claimed yet.</param>
    /// <exception cref="VgsApiException">Conflict: another run has it; JournalMismatch: it may be another user's.</exception>
    public static JournalFile Open(string path, Clock clock, Action? opened = null)
    {
        JournalSuccessor.TakePlace(path);
        JournalTrust.Check(path);
        FileStream? file = null;
        try
        {
            file = OpenOrCreate(path);
            opened?.Invoke();
            var claim = ExclusiveClaim.TryTake(file, path) ?? throw JournalFault.InUse(path, cause: null);

            // Another run may have put it aside before this one had the lock: it is that run's turn then.
            if (JournalRescue.IsLost(file, path))
            {
                claim.Dispose();
                throw JournalFault.InUse(path, cause: null);
            }

            return new JournalFile(file, path, clock, claim);
        }
        catch (IOException error) when (error.IsInUse())
        {
            throw JournalFault.InUse(path, error);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    private static FileStream OpenOrCreate(string path)
    {
        // On Unix only a file that is not shared is locked; on Windows others may read on.
        var share = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? FileShare.Read : FileShare.None;
        try
        {
            if (!File.Exists(path))
            {
                return OwnerOnlyFile.Create(path, share);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another run made the file between the two calls: it has the lock, and opening fails with that.
        }

        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, share, bufferSize: 1);
    }
}
