namespace VgsCalm.Files;

/// <summary>Opens what a command reads.</summary>
internal static class InputFile
{
    /// <param name="path">Full path.</param>
    /// <param name="share">What others may do to a regular file meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait for a pipe's writer, and for what it writes.</param>
    /// <exception cref="IOException">It cannot be opened, is a folder, or no program writes to the pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static Stream Open(string path, FileShare share, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw FileStatus.RefuseFolder(path);
        }

        return Path.DirectorySeparatorChar == '/' && FileStatus.Read(path).Kind == FileKind.Pipe
            ? PipeInput.Open(path, writerWaitLimit: null, cancellationToken)
            : new FileStream(path, FileMode.Open, FileAccess.Read, share);
    }
}
