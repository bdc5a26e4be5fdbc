using System.Runtime.InteropServices;

namespace VgsCalm.Files;

/// <summary>Where an output goes once all links are followed, and what is there now.</summary>
/// <param name="Path">The final path.</param>
/// <param name="Status">What is there.</param>
/// <param name="IsDescriptor">The path is an open descriptor (/dev/stdout): what it leads to is appended to, never replaced.</param>
internal sealed record OutputTarget(string Path, FileStatus Status, bool IsDescriptor)
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Whether the content goes into what is there, in place of a file that is put there.</summary>
    public bool IsWrittenThrough => IsDescriptor || Status.Kind is FileKind.Device or FileKind.Pipe;

    /// <summary>Whether a file is there whose mode and owner this process cannot change.</summary>
    public bool BelongsToAnother =>
        !IsWindows
        && !IsWrittenThrough
        && Status.Kind == FileKind.Regular
        && UnixFile.EffectiveUser is not 0 and var user
        && Status.Owner != user;

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>
    /// Equal for two outputs if, and only if, they are one file. Null for a device, which takes what any number of writers give it.
    /// </summary>
    public string? Identity =>
        Status.Kind switch
        {
            FileKind.Device => null,
            FileKind.Missing => $"{FileStatus.Read(Folder).Identity ?? Folder}/{NameOf(Path)}".ToUpperInvariant(),
            _ => Status.Identity ?? Path.ToUpperInvariant(),
        };

    /// <summary>Looks, and changes nothing.</summary>
    /// <exception cref="IOException">Nothing can be written there; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">What is there must not be written.</exception>
    public static OutputTarget Find(string path)
    {
        var status = FileStatus.Read(path);
        if (status.Kind == FileKind.Folder)
        {
            throw FileStatus.RefuseFolder(path);
        }

        RequireFolder(path);
        var final = LinkTarget.Find(path);
        var target = new OutputTarget(
            final,
            status,
            !IsWindows && UnixFile.IsDescriptor(System.IO.Path.GetDirectoryName(final) ?? "")
        );
        target.RequireWritable(path);
        return target;
    }

    private void RequireWritable(string given)
    {
        if (Status.Kind == FileKind.Other)
        {
            throw new IOException($"'{given}' is neither a file nor a device nor a pipe.");
        }

        if (Status is { Kind: FileKind.Regular, IsReadOnly: true } && !IsDescriptor)
        {
            throw new UnauthorizedAccessException($"'{given}' is read-only. Make it writable, or give another path.");
        }

        if (Status.Kind == FileKind.Missing)
        {
            RequireFolder(Path);
        }
    }

    private static void RequireFolder(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"'{path}' is in a folder that does not exist. Make the folder, or give another path."
            );
        }
    }

    private static string NameOf(string path) => System.IO.Path.GetFileName(path);
}
