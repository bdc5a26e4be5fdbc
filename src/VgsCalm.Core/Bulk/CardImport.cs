using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Bulk;

/// <summary>
/// One import from its files to its result: opens the journal, takes the rows, waits for what is under way, writes the files. However it
/// ends, <see cref="Dispose"/> ends what is under way and frees the journal.
/// </summary>
internal sealed class CardImport : IDisposable
{
    private const int MaxCardsWaiting = 256;

    // After Ctrl+C a person waits; after an error, answers that are on their way are worth more.
    private static readonly TimeSpan GraceAfterStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GraceAfterError = TimeSpan.FromSeconds(30);

    private readonly CardImportOptions _options;
    private readonly ImportSummary _summary;
    private readonly ImportInput? _input;
    private readonly ImportOutputFiles _outputs;
    private readonly JournaledEnrolment _work;
    private readonly PipedRows? _piped;
    private long? _expected;
    private volatile bool _isWaiting;
    private bool _hasEnded;

    private CardImport(
        CardImportOptions options,
        CardClient cards,
        Func<int> tokenRequests,
        Clock clock,
        CancellationToken cancellationToken
    )
    {
        _options = options;
        var began = clock.Elapsed;
        _input = options.Files.Input is { } input
            ? ImportFileException.Guard(input, () => ImportInput.Open(input, options.Format, cancellationToken))
            : null;
        try
        {
            _outputs = ImportOutputFiles.Open(options.Files);
            _work = JournaledEnrolment.Open(options, cards, clock);
        }
        catch
        {
            _input?.Dispose();
            _outputs?.Dispose();
            throw;
        }

        _summary = new ImportSummary(options, _work, tokenRequests, clock, began);
        _piped = _input is { IsRepeatable: true } ? null : new PipedRows(_work, options.AllowsNewJournal);
    }

    /// <summary>Where the import stands.</summary>
    public ImportSnapshot Snapshot => _summary.Snapshot(_expected, _isWaiting);

    /// <summary>How a person goes on with an import that did not end by itself; null where it has ended, or nothing was done.</summary>
    public string? HowToGoOn => _hasEnded ? null : _summary.HowToGoOn();

    /// <summary>Opens the input and the journal. Nothing is sent yet.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="cards">Sends the cards.</param>
    /// <param name="tokenRequests">How many tokens the session has asked for so far.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends the wait for an input that is a pipe, also while its rows are taken.</param>
    /// <exception cref="VgsApiException">Conflict or JournalMismatch: the journal is another run's, or another input's.</exception>
    /// <exception cref="ImportFileException">A file cannot be opened.</exception>
    public static CardImport Open(
        CardImportOptions options,
        CardClient cards,
        Func<int> tokenRequests,
        Clock clock,
        CancellationToken cancellationToken = default
    ) => new(options, cards, tokenRequests, clock, cancellationToken);

    /// <summary>Takes all rows of the input file. Returns when the last of them is on its way.</summary>
    /// <exception cref="VgsApiException">What stopped the import, and how to go on.</exception>
    /// <exception cref="ImportFileException">The input or the journal failed.</exception>
    public async Task EnrolFileAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => EnrolRowsAsync(observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            throw await EndAsync(error, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a row from the pipeline. Returns when it is on its way.</summary>
    /// <inheritdoc cref="EnrolFileAsync" path="/exception"/>
    /// <param name="read">Reads the row; its error ends the import like any other.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task EnrolRowAsync(Func<CardRow> read, RequestObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            await AddAsync(read(), observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            throw await EndAsync(error, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for what is under way and, where that is asked for, for final states; then writes the files.</summary>
    /// <returns>What came of it.</returns>
    /// <inheritdoc cref="EnrolFileAsync" path="/exception"/>
    public async Task<CardImportEnd> CompleteAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            var waitProblem = await FinishAsync(observer, cancellationToken).ConfigureAwait(false);
            var outputs = new ImportOutputs(_work.Journal, _options.Format, _work.Enrolment.Rows)
            {
                WithoutRetry = _summary.WithoutRetry(),
            };
            var unwritten = await Task.Run(
                    () => outputs.Write(_outputs, _summary.Statistics, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            _hasEnded = true;
            return new CardImportEnd(_summary.Result(), waitProblem, unwritten, _work.KeepsJournal);
        }
        catch (Exception error) when (IsEnd(error))
        {
            throw await EndAsync(error, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The cards that VGS has taken, for a caller that wants them.</summary>
    public ImportedCards ReadCards() => _work.Enrolment.ReadCards(_options.Enrolment.ThrottleLimit);

    public void Dispose()
    {
        try
        {
            // It does not throw: what fails under way is the run's error.
            _work.Enrolment.StopAsync(GraceAfterStop).Wait();
        }
        finally
        {
            _input?.Dispose();
            _outputs.Dispose();
            _work.Dispose();
        }
    }

    private async Task EnrolRowsAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        Prepare(cancellationToken);
        foreach (var row in _input!.Rows(cancellationToken))
        {
            await AddAsync(row, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    // A file that is another, or in another encoding, is found out before anything is sent. A pipe's rows come once.
    private void Prepare(CancellationToken cancellationToken)
    {
        if (!_input!.IsRepeatable)
        {
            return;
        }

        var check = new InputCheck(_work.Journal);
        _input.ReadAll(row => _work.Enrolment.Seen.Note(row, check.Add(row).Known), check.Complete, cancellationToken);
        _work.RequireFit(check.Fit!);
        _expected = check.Rows;
    }

    private Task AddAsync(CardRow row, RequestObserver observer, CancellationToken cancellationToken) =>
        _piped is { IsComparing: true } rows
            ? rows.AddAsync(row, observer, cancellationToken)
            : _work.Enrolment.AddAsync(row, observer, cancellationToken);

    private async Task<VgsApiException?> FinishAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        if (_piped is { IsComparing: true } rows)
        {
            await rows.CompleteAsync(observer, cancellationToken).ConfigureAwait(false);
        }

        await _work.CompleteAsync(cancellationToken).ConfigureAwait(false);
        VgsApiException? problem = null;
        if (_options.WaitsForFinalStates)
        {
            _isWaiting = true;
            problem = await _work
                .Enrolment.WaitForFinalStatesAsync(_options.WaitLimit, MaxCardsWaiting, observer, cancellationToken)
                .ConfigureAwait(false);
        }

        _work.End();
        return problem is null ? null : _summary.DescribeWait(problem);
    }

    private static bool IsEnd(Exception error) =>
        error is VgsApiException or IOException or UnauthorizedAccessException;

    // What stops the import is said with where it stands; what is under way still gets its answers.
    private async Task<Exception> EndAsync(Exception error, CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(() => _ = _work.Enrolment.StopAsync(GraceAfterStop)))
        {
            await _work.Enrolment.StopAsync(GraceAfterError).ConfigureAwait(false);
        }

        _hasEnded = true;
        return error switch
        {
            VgsApiException stopped => _summary.Describe(stopped),
            ImportFileException => error,
            JournalException => new ImportFileException(
                _options.Files.Journal,
                new IOException(error.Message + _summary.WithoutRetry(), error)
            ),
            _ => new ImportFileException(_options.Files.Input ?? _options.Files.Journal, error),
        };
    }
}
