using System.Globalization;

namespace VgsCalm.Bulk.Journal;

/// <summary>The journal cannot be written or read: without it nothing more may be sent.</summary>
internal sealed class JournalException : IOException
{
    /// <summary>A line that the system did not take. The row that it announced was not sent.</summary>
    public static JournalException OfLine(string path, Exception cause) =>
        new($"{Start(path, cause)} Mend that, and run the same command again: it goes on where it stopped.", cause);

    /// <summary>Lines that the system took and the disk did not. They may be gone, while their rows were sent.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="length">Its length with these lines, in bytes.</param>
    /// <param name="cause">What the disk said.</param>
    public static JournalException OfDisk(string path, long length, Exception cause) =>
        new(
            $"{Start(path, cause)} The lines of its last 100 ms may be lost. Mend that, and look at the journal's length: where it is "
                + $"{length.ToString(CultureInfo.InvariantCulture)} bytes, run the same command again, and it goes on where it stopped. "
                + "Where it is shorter, rows that were sent are missing at its end, and would be sent again: look first which of the rows "
                + "after its last one have a card.",
            cause
        );

    private static string Start(string path, Exception cause) =>
        $"The journal '{path}' cannot be kept ({cause.Message.TrimEnd('.')}): the import stopped, and nothing was sent since.";

    /// <param name="message">What happened to the journal, and what to do next.</param>
    public JournalException(string message)
        : base(message) { }

    private JournalException(string message, Exception cause)
        : base(message, cause) { }
}
