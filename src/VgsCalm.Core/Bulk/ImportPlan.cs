using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// What an import is going to do, known before it sends anything: how many rows are new, known already, malformed, or cards that an
/// earlier row has. Rows are given one at a time.
/// </summary>
internal sealed class ImportPlan
{
    private const int MaxProblems = 1000;

    private readonly InputCheck _check;
    private readonly EnrolmentOptions _options;
    private readonly CardFingerprints _cards = new();
    private readonly List<VgsImportProblem> _problems = [];

    // With -SkipDuplicate, what a later row has sent already is left out.
    private readonly List<TakenRow> _held = [];
    private readonly long _holdsUntil;

    /// <param name="journal">What is known of the rows; null where there is no journal yet.</param>
    /// <param name="options">What is taken up again.</param>
    public ImportPlan(EnrolmentJournal? journal, EnrolmentOptions options)
    {
        _check = new InputCheck(journal);
        _options = options;
        _holdsUntil = options.SkipDuplicate && journal is not null ? journal.LastSentRow : 0;
    }

    /// <inheritdoc cref="InputCheck.Fit"/>
    public JournalFit? Fit => _check.Fit;

    public long Rows => _check.Rows;

    public long New { get; private set; }

    public long Known { get; private set; }

    public long Retried { get; private set; }

    public long Malformed { get; private set; }

    public long Duplicates { get; private set; }

    /// <summary>What is wrong with rows, as far as there is room for it.</summary>
    public VgsImportProblem[] Problems => [.. _problems];

    /// <summary>Adds the next row.</summary>
    public void Add(CardRow row)
    {
        var (record, known) = _check.Add(row);
        if (_options.TakesUp(known))
        {
            _held.Add(new TakenRow(row, record, known));
        }
        else
        {
            Known++;
            Duplicates += _cards.Add(row) ? 0 : 1;
        }

        if (Rows >= _holdsUntil)
        {
            PlanHeld();
        }
    }

    /// <inheritdoc cref="InputCheck.Complete"/>
    public void Complete(CardSource source)
    {
        PlanHeld();
        _check.Complete(source);
    }

    private void PlanHeld()
    {
        _held.ForEach(Plan);
        _held.Clear();
    }

    private void Plan(TakenRow taken)
    {
        var (row, record, known) = taken;
        if (_cards.Contains(row))
        {
            Duplicates++;
            if (_options.SkipDuplicate)
            {
                return;
            }
        }

        try
        {
            row.ToCard(record.Target);
        }
        catch (VgsApiException error)
        {
            AddProblem(record, error);
            return;
        }

        _cards.Add(row);
        var isNew = known is null or { State: EnrolmentState.Withdrawn };
        New += isNew ? 1 : 0;
        Retried += isNew ? 0 : 1;
    }

    private void AddProblem(EnrolmentRecord record, VgsApiException error)
    {
        Malformed++;
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(new VgsImportProblem(record.Row, record.Reference, error.Code ?? "", error.Message));
        }
    }
}
