using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// What an import is going to do, known before it sends anything: how many rows are new, known already, malformed, or cards that an
/// earlier row has. Rows are given one at a time.
/// </summary>
internal sealed class ImportPlan
{
    private const int MaxProblems = 1000;

    private readonly EnrolmentJournal? _journal;
    private readonly EnrolmentOptions _options;
    private readonly CardFingerprint _cards = new();
    private readonly List<VgsImportProblem> _problems = [];
    private long _firstUndecodable;

    /// <param name="journal">What is known of the rows; null where there is no journal yet.</param>
    /// <param name="options">What is taken up again.</param>
    public ImportPlan(EnrolmentJournal? journal, EnrolmentOptions options)
    {
        _journal = journal;
        _options = options;
        Fit = journal is null ? null : new JournalFit(journal);
    }

    /// <summary>How the input fits its journal; null without one.</summary>
    public JournalFit? Fit { get; }

    public long Rows { get; private set; }

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
        var record = row.Describe(++Rows);
        Fit?.Add(record);
        if (row.IsUndecodable && _firstUndecodable == 0)
        {
            _firstUndecodable = Rows;
        }

        var known = _journal?.StateOf(Rows) ?? EnrolmentState.Withdrawn;
        var isKnown = _journal?.LastRow >= Rows && known != EnrolmentState.Withdrawn;
        if (isKnown && !_options.TakesUp(known))
        {
            Known++;
            _cards.Add(row);
            return;
        }

        if (!_cards.Add(row))
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

        New += isKnown ? 0 : 1;
        Retried += isKnown ? 1 : 0;
    }

    /// <summary>Ends the plan.</summary>
    /// <param name="source">The input, for errors.</param>
    /// <exception cref="VgsApiException">CardInvalid: the file is in another encoding than it was read in.</exception>
    public void Complete(CardSource source)
    {
        Fit?.Complete(Rows);
        if (_firstUndecodable > 0)
        {
            throw source.Fault(
                $"is not in the encoding that it was read in: row {_firstUndecodable} has bytes that mean nothing in "
                    + $"it; nothing was sent",
                "Save the file as 'CSV UTF-8', or name its encoding, such as -Encoding 1252 for a file of Excel in western Europe."
            );
        }
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
