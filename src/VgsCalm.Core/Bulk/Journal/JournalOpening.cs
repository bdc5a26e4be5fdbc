using System.Runtime.InteropServices;
using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>How the file of a journal is opened.</summary>
internal static class JournalOpening
{
    /// <summary>Opens the file, or makes it; no other run can have it then.</summary>
    /// <exception cref="IOException">It cannot be opened, or is in use.</exception>
    public static FileStream OpenOrCreate(string path)
    {
        // On Unix only a file that is not shared is locked; on Windows others may read on.
        var share = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? FileShare.Read : FileShare.None;
        try
        {
            if (!File.Exists(path))
            {
                return OwnerOnlyFile.Create(path, share, bufferSize: 1);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another run made the file between the two calls: it has the lock, and opening fails with that.
        }

        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, share, bufferSize: 1);
    }
}
