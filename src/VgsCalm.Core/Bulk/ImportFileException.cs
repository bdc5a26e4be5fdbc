namespace VgsCalm.Bulk;

/// <summary>A file of an import that cannot be read or written, with its path.</summary>
internal sealed class ImportFileException(string path, Exception cause) : IOException(cause.Message, cause)
{
    public string Path { get; } = path;

    /// <summary>What the system, or the journal, says of it.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>A file that cannot be written. The id that a user sees tells whether it is a matter of rights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">What the system says.</param>
    /// <param name="advice">What is so now, and what to do.</param>
    public static ImportFileException CannotWrite(string path, Exception error, string advice)
    {
        var text = $"'{path}' cannot be written: {error.Message.TrimEnd('.')}. {advice}";
        return new ImportFileException(
            path,
            error is UnauthorizedAccessException
                ? new UnauthorizedAccessException(text, error)
                : new IOException(text, error)
        );
    }

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
