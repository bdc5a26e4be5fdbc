namespace VgsCalm.Bulk.Journal;

/// <summary>The journal cannot be written or read: without it nothing more may be sent.</summary>
internal sealed class JournalException : IOException
{
    public JournalException(string path, Exception cause)
        : base(
            $"The journal '{path}' cannot be kept ({cause.Message.TrimEnd('.')}): the import stopped, and nothing was "
                + $"sent since. Mend that, and run the same command again: it goes on where it stopped.",
            cause
        ) { }

    /// <param name="message">What happened to the journal, and what to do next.</param>
    public JournalException(string message)
        : base(message) { }
}
