using VgsCalm.Bulk.Journal;
using VgsCalm.Errors;

namespace VgsCalm.Bulk;

/// <summary>
/// Compares an input with its journal, row by row. A row that was sent has to be the same card in both; one that was refused or
/// withdrawn may have become another.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="pending">Gets the rows that are to be sent, where an earlier import may have sent them.</param>
internal sealed class JournalFit(EnrolmentJournal journal, PendingRows? pending = null)
{
    private readonly long _lastSent = journal.LastSentRow;

    // Until a row has matched, the input may be another one, and its cards tell which. A file that goes on costs no memory for them.
    private List<EnrolmentRecord>? _rowsBeforeSent = [];
    private InputCards? _cards;
    private CardOverlap _overlap;
    private string? _keptPath;
    private long _rows;
    private long _matches;
    private long _mismatches;
    private long _compared;
    private long _corrected;
    private EnrolmentRecord? _first;
    private EnrolmentRecord? _firstRow;

    /// <summary>
    /// Whether every row that was sent is the card that it was, and, once all rows are there, most of the others are no earlier import's.
    /// </summary>
    public bool IsFit => _mismatches == 0 && _keptPath is null;

    /// <summary>Whether only the whole input can tell, also where it has all rows that were sent.</summary>
    public bool NeedsAllRows => pending is not null;

    /// <summary>Whether none of the rows that were sent is the card that it was, so far: it may be another input.</summary>
    public bool MayBeForeign => _mismatches > 0 && _matches == 0;

    /// <summary>
    /// Whether a new journal may take the place of this one, once all rows are there: the import of this one is complete, and the input
    /// is another one. None of the rows that were sent is the card that it was, and most of the input's cards neither stand in other
    /// places, nor have another expiry, nor are known to a journal that was kept.
    /// </summary>
    public bool IsReplaceable => MayBeForeign && _overlap == CardOverlap.Few && _keptPath is null && journal.IsComplete;

    /// <summary>Whether the input has no rows at all: it is no other file, and has nothing that a new journal could be of.</summary>
    public bool IsEmpty => _rows == 0;

    /// <summary>Compares the next row.</summary>
    /// <param name="row">The row as the input has it.</param>
    /// <returns>What the journal knows of it; null: nothing.</returns>
    public EnrolmentRecord? Add(EnrolmentRecord row)
    {
        _rows++;
        var known = journal.Read(row.Row);
        if (known is { WasSent: true })
        {
            Compare(row, known);
        }

        pending?.Add(row, known);
        if (_matches > 0)
        {
            (_rowsBeforeSent, _cards) = (null, null);
        }
        else if (_mismatches > 0)
        {
            CardsSoFar().Add(row);
        }
        else if (_rows < _lastSent && row.HasNumber)
        {
            _rowsBeforeSent?.Add(row);
        }

        return known;
    }

    /// <summary>Looks at the rows that the journal knows and the input has not. To be called after the last row.</summary>
    public void Complete()
    {
        for (var row = _rows + 1; row <= _lastSent; row++)
        {
            if (EnrolmentRecord.IsSent(journal.StateOf(row)))
            {
                _mismatches++;
                _first ??= journal.Read(row);
            }
        }

        if (MayBeForeign)
        {
            FindOrigin(CardsSoFar());
        }
        else if (_mismatches == 0)
        {
            _keptPath = pending?.FindKept();
        }
    }

    private void FindOrigin(InputCards cards)
    {
        _overlap = cards.FindOverlap(journal);
        if (_overlap == CardOverlap.Few)
        {
            // The same cards in the same places with another expiry, such as one that was read from the wrong column before.
            _overlap = _corrected * 2 > _compared ? CardOverlap.OtherExpiry : CardOverlap.Few;
            _keptPath = _overlap == CardOverlap.Few ? KeptJournals.Find(journal, cards) : null;
        }
    }

    private void Compare(EnrolmentRecord row, EnrolmentRecord known)
    {
        _compared++;
        if (row.MatchesRow(known))
        {
            _matches++;
            return;
        }

        _mismatches++;
        _corrected += row.MatchesNumber(known) ? 1 : 0;
        (_first, _firstRow) = _first is null ? (known, row) : (_first, _firstRow);
    }

    private InputCards CardsSoFar()
    {
        if (_cards is null)
        {
            _cards = new InputCards();
            _rowsBeforeSent?.ForEach(_cards.Add);
            _rowsBeforeSent = null;
        }

        return _cards;
    }

    /// <summary>The error of an input that does not fit: which row, when that import ran, and what is safe to do.</summary>
    /// <param name="hasBegun">Whether rows before it are on their way, of an input that was not compared whole.</param>
    public VgsApiException Describe(bool hasBegun = false)
    {
        var what = (_first, _firstRow) switch
        {
            (null, _) => "most of the cards that are left to be sent were sent before, by an earlier import",
            ({ } first, null) => $"row {first.Row} ({first.Card}) was sent, and the input has no such row",
            ({ } first, { } now) => $"row {first.Row} was sent as {first.Card}, and is {now.Card} now",
        };
        var ran =
            $"The journal's import ran from {Moment(journal.Started)} to {Moment(journal.LastWritten)} and "
            + (journal.EndedAfter is { } rows ? $"ended ({RowCount.ToText(rows)})" : "has not ended");
        var before = hasBegun ? "Rows before it may have been sent, as the journal says" : "Nothing of it was sent";
        return new VgsApiException(
            VgsErrorId.JournalMismatch,
            $"The journal '{journal.Path}' does not fit the input: {what}. {ran}. {before}.",
            journal.Path
        )
        {
            RecommendedAction = Advise(),
        };
    }

    private string Advise()
    {
        const string Corrected =
            "Rows that were corrected after they had been sent go into a file of their own: a new journal for the whole file would "
            + "enrol the others a second time.";
        if (_keptPath is not null)
        {
            return $"Its cards are mostly those that an earlier import has sent, whose journal is kept as '{_keptPath}': they would be "
                + "enrolled a second time. Where an old file was delivered once more, there is nothing to enrol. Rows that are new go "
                + "into a file of their own, under another name.";
        }

        if (_matches > 0)
        {
            return Corrected
                + " In a new file, leave out the rows that the old import has enrolled (its journal and result file name them; cards of "
                + "one bin and expiry may look alike there, so compare their numbers), and give it another name.";
        }

        if (_overlap == CardOverlap.Same)
        {
            return "Its cards are mostly those that this journal has sent, in other places: a new journal would enrol them a second time. "
                + "Put the rows that are new into a file of their own, under another name.";
        }

        if (_overlap == CardOverlap.OtherExpiry)
        {
            return "Its cards are mostly those that this journal has sent, with another expiry: a new journal would enrol them a second "
                + "time. Cards that are to be enrolled again, with the expiry that they have now, go into a file of their own, under "
                + "another name.";
        }

        if (IsEmpty && journal.IsComplete)
        {
            return $"Give the same command the file that the journal is of, and -JournalPath {ShellArgument.Quote(journal.Path)} where "
                + "its name is another now. If there are no cards to enrol, add -NewJournal: a file without rows is an import of none "
                + "then, and the journal stays as it is.";
        }

        return journal.IsComplete
            ? $"If this is another file under the old name, add -NewJournal: it keeps the old journal beside the new one. {Corrected}"
            : $"If this is another file under the old name, end the old import first: {EndOld()}. Then -NewJournal takes this one. "
                + Corrected;
    }

    // The old file has another name by now, under which it has no journal: by itself it would be a new import of all its cards. Without the
    // other parameters rows that were left out (-SkipDuplicate) would be sent after all.
    private string EndOld() =>
        $"run the command that it was begun with, on its file, with -JournalPath {ShellArgument.Quote(journal.Path)} and -Wait"
        + (
            journal.HasUnknownRows
                ? ", and -RetryUnknown for its unknown rows (look first: the cards that VGS has of them are enrolled twice)"
                : ""
        );

    private static string Moment(DateTimeOffset? moment) =>
        moment is { } time ? FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "its beginning";
}
