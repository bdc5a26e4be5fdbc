using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>What a file is, whatever it is called.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The twelve bits of its Unix mode; on Windows 0444 for a file with the read-only attribute, else 0.</param>
/// <param name="Owner">Its owner's number on Unix.</param>
/// <param name="Group">Its group's number on Unix.</param>
/// <param name="Links">How many names it has on Unix; 0 where that is not known.</param>
/// <param name="Identity">Equal for two paths if, and only if, they lead to the same file. Null where that is not known.</param>
internal sealed record FileStatus(FileKind Kind, int Mode, uint Owner, uint Group, uint Links, string? Identity)
{
    // S_IWUSR | S_IWGRP | S_IWOTH: 0222
    private const int AnyWrite = 0x92;

    private static readonly FileStatus Missing = new(FileKind.Missing, 0, 0, 0, 0, null);

    /// <summary>Its mode lets no user write it. The system lets root write it all the same.</summary>
    public bool IsReadOnly => Mode != 0 && (Mode & AnyWrite) == 0;

    /// <summary>What stands at a path.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="followsLink">Whether a link counts as what it leads to.</param>
    /// <exception cref="IOException">The system does not say.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way is closed.</exception>
    public static FileStatus Read(string path, bool followsLink = true) =>
        (
            RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                ? WindowsFile.Status(path)
                : UnixFile.Status(path, followsLink)
        ) ?? Missing;

    /// <summary>The same of an open file; null where the system has no such call.</summary>
    public static FileStatus? Read(FileStream file) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? null : UnixFile.Status(file.SafeFileHandle);

    /// <summary>The error where a folder stands in the place of a file. The system itself would say that access is denied.</summary>
    public static IOException RefuseFolder(string path) => new($"'{path}' is a folder. Give the path of a file.");
}
