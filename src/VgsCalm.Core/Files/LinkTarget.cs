using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>Where a path leads once its links are followed, the last one too.</summary>
internal static class LinkTarget
{
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">The links lead in a circle, or there is no such folder.</exception>
    public static string Find(string path) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? WindowsFile.FollowLinks(path)
            : UnixFile.FollowLinks(path);
}
