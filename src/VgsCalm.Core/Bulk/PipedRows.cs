using VgsCalm.Bulk.Journal;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Bulk;

/// <summary>
/// Rows that come once, such as the pipeline's, for a journal that has sent rows, or that earlier ones are kept beside. None is sent before
/// all of those were compared, so that an input is refused before anything of it is sent, as a file is. What need not be sent is not kept.
/// </summary>
/// <param name="work">The journal and its enrolment.</param>
/// <param name="allowsNewJournal">Whether another input may take the place of one whose import is complete.</param>
internal sealed class PipedRows(JournaledEnrolment work, bool allowsNewJournal)
{
    private readonly JournalFit _fit = new(work.Journal, PendingRows.CreateIfNeeded(work.Journal));
    private readonly long _lastSent = work.Journal.LastSentRow;
    private readonly List<TakenRow> _toSend = [];
    private List<CardRow>? _another;
    private long _rows;
    private bool _isCompared;

    /// <summary>Whether the next row has to be compared, too: it may tell of another input.</summary>
    public bool IsComparing => !_isCompared && (_lastSent > 0 || _fit.NeedsAllRows);

    /// <summary>Compares the next row, and sends it once that is safe.</summary>
    /// <exception cref="VgsApiException">JournalMismatch, or what stopped the import.</exception>
    public Task AddAsync(CardRow row, RequestObserver observer, CancellationToken cancellationToken)
    {
        _fit.Add(row.Describe(++_rows));
        if (!_fit.IsFit)
        {
            KeepForNewJournal(row);
            return Task.CompletedTask;
        }

        if (work.Enrolment.Take(row) is { } taken)
        {
            _toSend.Add(taken);
        }

        return _rows < _lastSent || _fit.NeedsAllRows ? Task.CompletedTask : SendAsync(observer, cancellationToken);
    }

    /// <summary>Ends the comparison after the last row.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public async Task CompleteAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        _fit.Complete();
        if (_fit.IsFit)
        {
            await SendAsync(observer, cancellationToken).ConfigureAwait(false);
            return;
        }

        work.RequireFit(_fit);
        foreach (var row in _another ?? RowsToSend())
        {
            await work.Enrolment.AddAsync(row, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    // Whether it is another input is known at its end. Until then all of its rows were to be sent: no row that was sent has matched.
    private void KeepForNewJournal(CardRow row)
    {
        if (!_fit.MayBeForeign || (_another is null && !(allowsNewJournal && work.Journal.IsComplete)))
        {
            throw _fit.Describe();
        }

        _another ??= RowsToSend();
        _another.Add(row);
    }

    private List<CardRow> RowsToSend() => _toSend.ConvertAll(taken => taken.Row);

    private async Task SendAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        _isCompared = true;
        foreach (var taken in _toSend)
        {
            await work.Enrolment.SendAsync(taken, observer, cancellationToken).ConfigureAwait(false);
        }

        _toSend.Clear();
    }
}
