using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace VgsCalm.Files;

/// <summary>
/// What .NET Standard has no name for on Linux and macOS: kind, owner and identity of a file, links, and locks. Linux is asked by
/// statx(2), whose answer has the same layout everywhere; macOS by stat(2).
/// </summary>
internal static class UnixFile
{
    private const int NoSuchFile = 2; // ENOENT
    private const int Interrupted = 4; // EINTR
    private const int NoReader = 6; // ENXIO
    private const int AccessDenied = 13; // EACCES
    private const int NotAFolder = 20; // ENOTDIR
    private const int MaxLinks = 40; // as the kernel

    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <returns>Null where there is nothing.</returns>
    public static FileStatus? Status(string path, bool followsLink)
    {
        var answer = new byte[256];
        var failed = IsLinux
            ? UnixCalls.Statx(UnixCalls.CurrentFolder, Text(path), followsLink ? 0 : UnixCalls.NoFollow, answer)
            : UnixCalls.Stat(Text(path), followsLink, answer);
        if (failed == 0)
        {
            return Parse(answer);
        }

        return failed switch
        {
            NoSuchFile or NotAFolder => null,
            AccessDenied => throw new UnauthorizedAccessException(
                $"'{path}' is in a folder that this user may not enter. Run as its owner, or correct its permissions."
            ),
            _ => throw UnixError.ToException(failed, path),
        };
    }

    public static FileStatus? Status(SafeFileHandle file)
    {
        var answer = new byte[256];
        var number = (int)file.DangerousGetHandle();
        var failed = IsLinux
            ? UnixCalls.Statx(number, Text(""), UnixCalls.EmptyPath, answer)
            : UnixCalls.Stat(number, answer);
        return failed == 0 ? Parse(answer) : null;
    }

    /// <summary>
    /// Where a path leads once its links are followed, the last one too, even if nothing is there. The path of a descriptor
    /// (/dev/stdout, /dev/fd/63) stays as it is: what it leads to may have no name.
    /// </summary>
    /// <exception cref="IOException">The links lead in a circle, or there is no such folder.</exception>
    public static string FollowLinks(string path)
    {
        for (var hop = 0; hop <= MaxLinks; hop++)
        {
            var slash = path.LastIndexOf('/');
            var folder = RealPath(slash <= 0 ? "/" : path.Substring(0, slash));
            var name = path.Substring(slash + 1);
            path = folder == "/" ? "/" + name : folder + "/" + name;
            if (IsDescriptor(folder) || ReadLink(path) is not { } target)
            {
                return path;
            }

            path = target.StartsWith("/", StringComparison.Ordinal) ? target : folder + "/" + target;
        }

        throw new IOException($"The links at '{path}' lead in a circle.");
    }

    /// <summary>Whether a path names an open descriptor of a process, not a file of a folder.</summary>
    public static bool IsDescriptor(string folder) =>
        folder == "/dev/fd"
        || (folder.StartsWith("/proc/", StringComparison.Ordinal) && folder.EndsWith("/fd", StringComparison.Ordinal));

    /// <summary>
    /// Whether a file of Linux has rights beyond its mode (acl(5)): what its mode has for the group is the most that they give, then.
    /// </summary>
    public static bool HasAccessList(string path) =>
        IsLinux && (long)UnixCalls.GetAttribute(Text(path), Text("system.posix_acl_access"), null, IntPtr.Zero) > 0;

    /// <summary>Gives a file to its owner and group.</summary>
    /// <returns>False where the system does not allow it.</returns>
    public static bool TryChangeOwner(string path, uint owner, uint group) =>
        UnixCalls.ChangeOwner(Text(path), owner, group) == 0;

    /// <summary>
    /// Takes the system's lock of an open file, which ends when the file is closed. On Windows opening it alone has done
    /// so.
    /// </summary>
    /// <returns>False where another has it, null where the file system has no locks.</returns>
    public static bool? TryLock(FileStream file)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return true;
        }

        if (UnixCalls.Lock((int)file.SafeFileHandle.DangerousGetHandle(), UnixCalls.LockAlone) == 0)
        {
            return true;
        }

        return Marshal.GetLastWin32Error() is 11 or 35 ? false : null; // EWOULDBLOCK on Linux, on macOS
    }

    /// <summary>The user that this process acts for.</summary>
    public static uint EffectiveUser => UnixCalls.EffectiveUser();

    /// <summary>
    /// Opens a named pipe for writing without waiting for its reader. Until the handle is closed, the reader does not see the
    /// end of the pipe.
    /// </summary>
    /// <returns>Null where no program reads from it now.</returns>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle? TryOpenPipe(string pipe)
    {
        var descriptor = UnixCalls.Open(Text(pipe), UnixCalls.WriteWithoutWaiting);
        if (descriptor >= 0)
        {
            return new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
        }

        return Marshal.GetLastWin32Error() switch
        {
            NoReader or Interrupted => null,
            var number => throw UnixError.ToException(number, pipe),
        };
    }

    /// <summary>Opens a named pipe for reading without waiting for its writer.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenPipeToRead(string pipe)
    {
        var descriptor = UnixCalls.Open(Text(pipe), UnixCalls.ReadWithoutWaiting);
        return descriptor < 0
            ? throw UnixError.ToException(Marshal.GetLastWin32Error(), pipe)
            : new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
    }

    /// <summary>Reads what is in a pipe now.</summary>
    /// <returns>0 where no program writes to it, null where one does and has nothing to say yet.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static int? TryRead(SafeFileHandle pipe, byte[] buffer, string path)
    {
        while (true)
        {
            var length = (int)UnixCalls.Read((int)pipe.DangerousGetHandle(), buffer, (IntPtr)buffer.Length);
            if (length >= 0)
            {
                return length;
            }

            switch (Marshal.GetLastWin32Error())
            {
                case Interrupted:
                    break;
                case 11 or 35: // EAGAIN on Linux, on macOS
                    return null;
                case var number:
                    throw UnixError.ToException(number, path);
            }
        }
    }

    private static FileStatus Parse(byte[] answer)
    {
        var (mode, links, owner, group, inode, device) = IsLinux
            ? (
                BitConverter.ToUInt16(answer, 28),
                BitConverter.ToUInt32(answer, 16),
                BitConverter.ToUInt32(answer, 20),
                BitConverter.ToUInt32(answer, 24),
                BitConverter.ToUInt64(answer, 32),
                BitConverter.ToUInt64(answer, 136)
            )
            : (
                BitConverter.ToUInt16(answer, 4),
                BitConverter.ToUInt16(answer, 6),
                BitConverter.ToUInt32(answer, 16),
                BitConverter.ToUInt32(answer, 20),
                BitConverter.ToUInt64(answer, 8),
                BitConverter.ToUInt32(answer, 0)
            );
        return new FileStatus(KindOf(mode), mode & 0xFFF, owner, group, links, $"{device:x}:{inode:x}");
    }

    // S_IFMT and its values, the same on Linux and macOS.
    private static FileKind KindOf(ushort mode) =>
        (mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x2000 or 0x6000 => FileKind.Device,
            0x1000 => FileKind.Pipe,
            _ => FileKind.Other,
        };

    private static string? ReadLink(string path)
    {
        var target = new byte[4096];
        var length = (int)UnixCalls.ReadLink(Text(path), target, (IntPtr)target.Length);
        return length < 0 ? null : Encoding.UTF8.GetString(target, 0, length);
    }

    private static string RealPath(string folder)
    {
        var real = new byte[4097];
        if (UnixCalls.RealPath(Text(folder), real) == IntPtr.Zero)
        {
            throw UnixError.ToException(Marshal.GetLastWin32Error(), folder);
        }

        return Encoding.UTF8.GetString(real, 0, Array.IndexOf(real, (byte)0));
    }

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + "\0");
}
