using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>The error of a journal that is not this import's, with what is safe to do.</summary>
internal static class JournalFault
{
    public const string NoJournal =
        "The file was left as it is. If it was this input's journal, restore it from a backup: a new one would enrol the cards a second "
        + "time. If it never was one, give the path of a journal, or of no file, with -JournalPath.";
    public const string Newer =
        "Update the module as it was installed (Update-PSResource VgsCalm, or Update-Module after Install-Module), and run the same "
        + "command again in a new shell. A new journal would not know what was enrolled.";
    public const string Damaged =
        "Restore the journal from a backup. A new one would not know what was enrolled, and enrol it a second time; the result file "
        + "of that import has those cards.";

    public static VgsApiException Mismatch(string path, string why, string action) =>
        new(VgsErrorId.JournalMismatch, $"The journal '{path}' does not fit: {why}. Nothing was sent.", path)
        {
            RecommendedAction = action,
        };

    /// <summary>There is no journal yet, and none can be begun at its path.</summary>
    public static Exception CannotBegin(string path, Exception cause) =>
        CannotBegin(
            $"journal '{path}'",
            cause,
            "Nothing was sent. Give a path that can be written with -JournalPath, and the same one in each run of this input: without "
                + "its journal it would be enrolled again."
        );

    /// <summary>The journal that is to take the old one's place cannot be begun.</summary>
    public static Exception CannotBeginNext(string path, Exception cause) =>
        CannotBegin(
            $"new journal '{path}'",
            cause,
            "Nothing was sent, and the old journal is as it was. Mend that, and run the same command again."
        );

    /// <summary>Another run has the journal.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cause">What says so; null where its lock does.</param>
    public static VgsApiException InUse(string path, Exception? cause)
    {
        var claim = ExclusiveClaim.ClaimOf(path);
        return new VgsApiException(
            VgsErrorId.Conflict,
            $"The journal '{path}' is in use by another run; nothing was sent.",
            path,
            cause
        )
        {
            RecommendedAction =
                "Wait until the other run ends, or give this one another -JournalPath if it is another input."
                + (File.Exists(claim) ? $" If no other run is left on any machine, delete '{claim}'." : ""),
        };
    }

    /// <summary>A file that a command is to write is a journal, and without that its cards would be enrolled again.</summary>
    /// <param name="parameter">The parameter that names it.</param>
    /// <param name="path">Its path.</param>
    public static VgsApiException NotToReplace(string parameter, string path) =>
        new(
            VgsErrorId.RequestInvalid,
            $"-{parameter} '{path}' is the journal of an import, which alone knows the cards that were sent; nothing was sent, and "
                + "the journal was left as it is.",
            path
        )
        {
            RecommendedAction = $"Give -{parameter} another path.",
        };

    // Of the cause's kind, which decides the id of the error that a user sees.
    private static Exception CannotBegin(string journal, Exception cause, string advice)
    {
        var text = $"The {journal} cannot be begun: {cause.Message.TrimEnd('.')}. {advice}";
        return cause is UnauthorizedAccessException
            ? new UnauthorizedAccessException(text, cause)
            : new IOException(text, cause);
    }
}
