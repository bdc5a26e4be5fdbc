using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace VgsCalm.Files;

/// <summary>Opens what is written through: a device, a pipe, or an open descriptor of the process.</summary>
internal static class DeviceStream
{
    /// <summary>How long the reader of a named pipe may take to come.</summary>
    private static readonly TimeSpan ReaderWaitLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    public static Stream Open(OutputTarget target)
    {
        // Opened anew, what they lead to would be written from a place of its own: whatever else the process prints would go over it.
        if (target.IsDescriptor && Standard(target.Path) is { } standard)
        {
            return standard;
        }

        // Held until the pipe is open for good: between two openings its reader would take the content for ended.
        using var pipe =
            target.Status.Kind == FileKind.Pipe && Path.DirectorySeparatorChar == '/'
                ? WaitForReader(target.Path)
                : null;
        var mode = target is { IsDescriptor: true, Status.Kind: FileKind.Regular } ? FileMode.Append : FileMode.Open;
        return new FileStream(target.Path, mode, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
    }

    // The process's own output or error stream; null for any other descriptor.
    private static Stream? Standard(string path)
    {
        var folder = Path.GetDirectoryName(path);
        using var self = Process.GetCurrentProcess();
        if (folder != "/dev/fd" && folder != "/proc/self/fd" && folder != $"/proc/{self.Id}/fd")
        {
            return null;
        }

        return Path.GetFileName(path) switch
        {
            "1" => Console.OpenStandardOutput(),
            "2" => Console.OpenStandardError(),
            _ => null,
        };
    }

    // To open a named pipe waits for its reader without end, and Ctrl+C does not reach a thread that waits there.
    private static SafeFileHandle WaitForReader(string pipe)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            if (UnixFile.TryOpenPipe(pipe) is { } handle)
            {
                return handle;
            }

            if (since.Elapsed > ReaderWaitLimit)
            {
                throw new IOException(
                    $"No program reads from the pipe '{pipe}'. Start the one that is to read from it first."
                );
            }

            Thread.Sleep(LookInterval);
        }
    }
}
