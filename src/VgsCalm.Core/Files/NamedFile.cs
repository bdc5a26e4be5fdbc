using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>Whether an input has a name of its own that the names of other files can be made of.</summary>
internal static class NamedFile
{
    /// <summary>False for a pipe, a device and a descriptor (/dev/stdin), whose names are another input's the next time.</summary>
    /// <exception cref="IOException">The system does not say what it is.</exception>
    public static bool Is(string path)
    {
        var kind = FileStatus.Read(path).Kind;
        return kind is FileKind.Regular or FileKind.Missing or FileKind.Folder
            && (
                RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                || kind != FileKind.Regular
                || !UnixFile.IsDescriptor(Path.GetDirectoryName(UnixFile.FollowLinks(path)) ?? "")
            );
    }
}
