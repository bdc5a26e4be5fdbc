using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>The calls of libc that <see cref="UnixFile"/> is made of. Never reached on Windows.</summary>
[SuppressMessage("Interoperability", "CA5392", Justification = "libc is the system's own; Windows never loads it.")]
internal static class UnixCalls
{
    public const int CurrentFolder = -100; // AT_FDCWD
    public const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    public const int LockAlone = 2 | 4; // LOCK_EX | LOCK_NB

    private const uint BasicFields = 0x7FF; // STATX_BASIC_STATS

    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <summary>O_WRONLY | O_NONBLOCK | O_CLOEXEC</summary>
    public static int WriteWithoutWaiting => IsLinux ? 0x1 | 0x800 | 0x80000 : 0x1 | 0x4 | 0x1000000;

    /// <summary>O_RDONLY | O_NONBLOCK | O_CLOEXEC</summary>
    public static int ReadWithoutWaiting => IsLinux ? 0x800 | 0x80000 : 0x4 | 0x1000000;

    // By its number: musl has had a name for it since 2024 only.
    private static IntPtr StatxNumber =>
        RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (IntPtr)332,
            Architecture.X86 => (IntPtr)383,
            Architecture.Arm => (IntPtr)397,
            _ => (IntPtr)291,
        };

    /// <returns>0, or the number of the error.</returns>
    public static int Statx(int folder, byte[] path, int flags, byte[] answer) =>
        (long)SystemCall(StatxNumber, folder, path, flags, BasicFields, answer) == 0 ? 0 : Marshal.GetLastWin32Error();

    /// <returns>0, or the number of the error.</returns>
    public static int Stat(byte[] path, bool followsLink, byte[] answer)
    {
        var isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        var result = (followsLink, isArm) switch
        {
            (true, true) => StatOnArm(path, answer),
            (false, true) => LinkStatOnArm(path, answer),
            (true, false) => StatOnIntel(path, answer),
            _ => LinkStatOnIntel(path, answer),
        };
        return result == 0 ? 0 : Marshal.GetLastWin32Error();
    }

    /// <returns>0, or the number of the error.</returns>
    public static int Stat(int file, byte[] answer)
    {
        var isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        return (isArm ? FileStatOnArm(file, answer) : FileStatOnIntel(file, answer)) == 0
            ? 0
            : Marshal.GetLastWin32Error();
    }

    [DllImport("libc", EntryPoint = "readlink")]
    public static extern IntPtr ReadLink(byte[] path, byte[] target, IntPtr size);

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    public static extern IntPtr RealPath(byte[] path, byte[] real);

    // Of Linux; macOS has the same name with more parameters.
    [DllImport("libc", EntryPoint = "getxattr")]
    public static extern IntPtr GetAttribute(byte[] path, byte[] name, byte[]? value, IntPtr size);

    [DllImport("libc", EntryPoint = "chown")]
    public static extern int ChangeOwner(byte[] path, uint owner, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    public static extern IntPtr Read(int file, byte[] buffer, IntPtr count);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int Lock(int file, int operation);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern IntPtr SystemCall(
        IntPtr number,
        int folder,
        byte[] path,
        int flags,
        uint mask,
        byte[] answer
    );

    [DllImport("libc", EntryPoint = "stat", SetLastError = true)]
    private static extern int StatOnArm(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    private static extern int LinkStatOnArm(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int FileStatOnArm(int file, byte[] answer);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int StatOnIntel(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static extern int LinkStatOnIntel(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int FileStatOnIntel(int file, byte[] answer);
}
