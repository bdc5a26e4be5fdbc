using VgsCalm.Bulk.Journal;
using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>The dry run of an import: reads input and journal, needs no session, sends and writes nothing.</summary>
internal sealed class ImportPlanner : IDisposable
{
    private readonly ImportFiles _files;
    private readonly TableFormat _format;
    private readonly EnrolmentJournal? _journal;
    private readonly ImportPlan _plan;
    private readonly ImportPlan? _planOfNew;

    /// <param name="files">The files of the import.</param>
    /// <param name="format">How they are read.</param>
    /// <param name="place">Where the cards are to go; null without a session.</param>
    /// <param name="options">How they are to be enrolled.</param>
    /// <param name="clock">Time.</param>
    /// <exception cref="VgsApiException">JournalMismatch: the journal is another place's, or may be another user's.</exception>
    /// <exception cref="ImportFileException">The journal cannot be read.</exception>
    public ImportPlanner(
        ImportFiles files,
        TableFormat format,
        JournalPlace? place,
        EnrolmentOptions options,
        Clock clock
    )
    {
        _files = files;
        _format = format;
        _journal = ImportFileException.Guard(files.Journal, () => OpenIfThere(files.Journal, place, clock));
        _plan = new ImportPlan(_journal, options);

        // Rows of a pipe come once: what a new journal would have of them is counted beside.
        _planOfNew = _journal is null ? null : new ImportPlan(journal: null, options);
    }

    /// <summary>Adds a row of an input whose rows come once.</summary>
    public void Add(CardRow row)
    {
        _plan.Add(row);
        _planOfNew?.Add(row);
    }

    /// <summary>Adds the rows of the input file, if there is one, and ends the plan.</summary>
    /// <param name="allowsNewJournal">Whether another file may take the name of one whose import is complete.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">CardInvalid or JournalMismatch: the import would be refused.</exception>
    public VgsImportPlan Complete(bool allowsNewJournal, CancellationToken cancellationToken)
    {
        using var input = _files.Input is { } path
            ? ImportFileException.Guard(path, () => ImportInput.Open(path, _format, cancellationToken))
            : null;
        if (input is null)
        {
            _plan.Complete(CardSource.Pipeline);
        }
        else
        {
            input.ReadAll(input.IsRepeatable ? _plan.Add : Add, _plan.Complete, cancellationToken);
        }

        var isReplaced = allowsNewJournal && _plan.Fit is { IsReplaceable: true };
        var plan = isReplaced ? _planOfNew! : _plan;
        if (isReplaced && input is { IsRepeatable: true })
        {
            foreach (var row in input.Rows(cancellationToken))
            {
                plan.Add(row);
            }
        }

        return _plan.Fit is { IsFit: false } mismatch && !isReplaced
            ? throw mismatch.Describe()
            : new VgsImportPlan
            {
                Total = plan.Rows,
                New = plan.New,
                Retried = plan.Retried,
                Known = plan.Known,
                Malformed = plan.Malformed,
                Duplicate = plan.Duplicates,
                Problems = plan.Problems,
                JournalPath = _files.Journal,
            };
    }

    public void Dispose() => _journal?.Dispose();

    private static EnrolmentJournal? OpenIfThere(string path, JournalPlace? place, Clock clock)
    {
        var found = JournalSuccessor.Find(path);
        JournalTrust.Check(found ?? path);
        try
        {
            return found is null ? null : EnrolmentJournal.OpenToRead(path, place, clock);
        }
        catch (IOException error) when (error.IsInUse())
        {
            throw JournalFault.InUse(path, error);
        }
    }
}
