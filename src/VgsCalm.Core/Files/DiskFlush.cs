using System.ComponentModel;
using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>
/// Brings a file to the disk itself, and says so where the disk does not take it. On Unix, .NET asks the system for the same and drops its
/// error: a quota of NFS, or a disk that fails, is often told of there and nowhere else.
/// </summary>
internal static class DiskFlush
{
    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <exception cref="IOException">What was written may not be on the disk. Asked again, the system would not say so.</exception>
    public static void FlushToDisk(this FileStream file)
    {
        if (!IsWindows)
        {
            file.Flush();
            Sync(file);
        }

        // The system tells of an error once: on Linux nothing asks before or after. macOS has a further step, to the medium.
        if (!IsLinux)
        {
            file.Flush(flushToDisk: true);
        }
    }

    private static void Sync(FileStream file)
    {
        while (UnixCalls.Sync((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
        {
            switch (Marshal.GetLastWin32Error())
            {
                case 4: // EINTR
                    break;
                case 22 or 30 or 45 or 95: // EINVAL, EROFS, ENOTSUP on macOS, on Linux: a file without a disk below it
                    return;
                case var number:
                    throw new IOException($"'{file.Name}': {new Win32Exception(number).Message}", number);
            }
        }
    }
}
