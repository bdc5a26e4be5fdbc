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

        var isPipe = Path.DirectorySeparatorChar == '/' && FileStatus.Read(path).Kind == FileKind.Pipe;
        try
        {
            return isPipe
                ? PipeInput.Open(path, writerWaitLimit: null, cancellationToken)
                : new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (FileNotFoundException error)
        {
            throw DoesNotExist(path, error);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new DirectoryNotFoundException($"The folder of '{path}' does not exist. Check its name.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException(
                $"'{path}' cannot be read: this user has no right to. Run as its owner, or correct its permissions.",
                error
            );
        }
        catch (IOException error) when (error.IsInUse())
        {
            throw new IOException(
                $"'{path}' cannot be read: another program has it open. Close it there, and run the same command again.",
                error
            );
        }
    }

    /// <summary>There is no such file.</summary>
    public static FileNotFoundException DoesNotExist(string path, Exception? cause = null) =>
        new($"'{path}' does not exist. Check the folder and the name.", path, cause);
}
