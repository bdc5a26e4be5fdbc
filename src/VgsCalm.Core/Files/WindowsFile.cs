using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VgsCalm.Files;

/// <summary>Kind, identity and final path of a file on Windows. Never reached elsewhere.</summary>
[SuppressMessage("Interoperability", "CA5392", Justification = "kernel32 is loaded from the system's folder only.")]
internal static class WindowsFile
{
    private const int ReadOnlyMode = 0x124; // 0444
    private const uint ShareAll = 0x7; // FILE_SHARE_READ | WRITE | DELETE
    private const uint OpenExisting = 3; // OPEN_EXISTING
    private const uint FoldersToo = 0x02000000; // FILE_FLAG_BACKUP_SEMANTICS
    private const uint OnDisk = 1; // FILE_TYPE_DISK
    private const uint Pipe = 3; // FILE_TYPE_PIPE

    /// <returns>Null where there is nothing, or the file cannot be opened even to look at it.</returns>
    public static FileStatus? Status(string path)
    {
        using var file = CreateFile(path, 0, ShareAll, IntPtr.Zero, OpenExisting, FoldersToo, IntPtr.Zero);
        if (file.IsInvalid)
        {
            return File.Exists(path) ? new FileStatus(FileKind.Regular, 0, 0, 0, 0, null)
                : Directory.Exists(path) ? new FileStatus(FileKind.Folder, 0, 0, 0, 0, null)
                : null;
        }

        return GetFileType(file) switch
        {
            OnDisk => new FileStatus(
                Directory.Exists(path) ? FileKind.Folder : FileKind.Regular,
                ModeOf(path),
                0,
                0,
                0,
                IdentityOf(file)
            ),
            Pipe => new FileStatus(FileKind.Pipe, 0, 0, 0, 0, null),
            _ => new FileStatus(FileKind.Device, 0, 0, 0, 0, null),
        };
    }

    /// <summary>Where a path leads once its links are followed; the path itself where nothing is there.</summary>
    public static string FollowLinks(string path)
    {
        using var file = CreateFile(path, 0, ShareAll, IntPtr.Zero, OpenExisting, FoldersToo, IntPtr.Zero);
        var final = new char[32 * 1024];
        var length = file.IsInvalid ? 0 : GetFinalPathNameByHandle(file, final, (uint)final.Length, 0);
        if (length == 0 || length > final.Length)
        {
            return path;
        }

        var text = new string(final, 0, (int)length);
        return text.StartsWith(@"\\?\UNC\", StringComparison.OrdinalIgnoreCase) ? @"\\" + text.Substring(8)
            : text.StartsWith(@"\\?\", StringComparison.Ordinal) ? text.Substring(4)
            : path;
    }

    // As the mode of a read-only file would be on Unix; a folder with that attribute can be written into.
    private static int ModeOf(string path) =>
        !Directory.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly) ? ReadOnlyMode : 0;

    private static string? IdentityOf(SafeFileHandle file)
    {
        var answer = new byte[52]; // BY_HANDLE_FILE_INFORMATION
        return GetFileInformationByHandle(file, answer)
            ? $"{BitConverter.ToUInt32(answer, 28):x}:{BitConverter.ToUInt32(answer, 44):x}:{BitConverter.ToUInt32(answer, 48):x}"
            : null;
    }

    [DllImport("kernel32.dll", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateFile(
        string path,
        uint access,
        uint share,
        IntPtr security,
        uint disposition,
        uint flags,
        IntPtr template
    );

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint GetFileType(SafeFileHandle file);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, byte[] answer);

    [DllImport("kernel32.dll", EntryPoint = "GetFinalPathNameByHandleW", CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint GetFinalPathNameByHandle(SafeFileHandle file, [Out] char[] path, uint size, uint flags);
}
