namespace VgsCalm.Bulk;

/// <summary>A file of an import that cannot be read or written, with its path.</summary>
internal sealed class ImportFileException(string path, Exception cause) : IOException(cause.Message, cause)
{
    public string Path { get; } = path;

    /// <summary>What the system, or the journal, says of it.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>Opens a file, with the path in its error.</summary>
    /// <exception cref="ImportFileException">It cannot be opened.</exception>
    public static T Guard<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportFileException(path, error);
        }
    }
}
