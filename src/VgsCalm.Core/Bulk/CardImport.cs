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
    private readonly Func<int> _tokenRequests;
    private readonly int _tokenRequestsBefore;
    private readonly Clock _clock;
    private readonly TimeSpan _began;
    private readonly ImportInput? _input;
    private readonly ImportOutputFiles _outputs;
    private readonly EnrolmentJournal _journal;
    private readonly CardEnrolment _enrolment;
    private volatile bool _isWaiting;
    private bool _hasEnded;

    private CardImport(CardImportOptions options, CardClient cards, Func<int> tokenRequests, Clock clock)
    {
        _options = options;
        _tokenRequests = tokenRequests;
        _tokenRequestsBefore = tokenRequests();
        _clock = clock;
        _began = clock.Elapsed;
        try
        {
            _input = options.Files.Input is { } input
                ? Guard(input, () => ImportInput.Open(input, options.Format))
                : null;
            _outputs = ImportOutputFiles.Open(options.Files);
            _journal = Guard(
                options.Files.Journal,
                () => EnrolmentJournal.Open(options.Files.Journal, options.Environment, options.CalmUri, clock)
            );
        }
        catch
        {
            _input?.Dispose();
            _outputs?.Dispose();
            throw;
        }

        _enrolment = new CardEnrolment(
            cards,
            _journal,
            options.ThrottleLimit,
            options.RequestsPerMinute,
            options.RetryUnknown,
            clock
        );
    }

    /// <summary>Where the import stands.</summary>
    public ImportSnapshot Snapshot =>
        new(
            _enrolment.Rows,
            _input?.LineCount - 1,
            _enrolment.Counts.Sent,
            _enrolment.Counts.CountOf(EnrolmentState.Rejected),
            _enrolment.Counts.CountOf(EnrolmentState.Unknown),
            _enrolment.Counts.CountOf(EnrolmentState.Enrolling),
            _isWaiting,
            _clock.Elapsed - _began
        );

    /// <summary>How a person goes on with an import that did not end by itself; null where it has ended, or nothing was done.</summary>
    public string? HowToGoOn =>
        _hasEnded
            ? null
            : $"The import was interrupted after {_enrolment.Counts.Done} rows. Run the same command again to go on; the journal "
                + $"is {_options.Files.Journal}.";

    /// <summary>Opens the input and the journal. Nothing is sent yet.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="cards">Sends the cards.</param>
    /// <param name="tokenRequests">How many tokens the session has asked for so far.</param>
    /// <param name="clock">Time.</param>
    /// <exception cref="VgsApiException">Conflict or JournalMismatch: the journal is another run's, or another input's.</exception>
    /// <exception cref="ImportFileException">A file cannot be opened.</exception>
    public static CardImport Open(CardImportOptions options, CardClient cards, Func<int> tokenRequests, Clock clock) =>
        new(options, cards, tokenRequests, clock);

    /// <summary>Takes all rows of the input file. Returns when the last of them is on its way.</summary>
    /// <exception cref="VgsApiException">What stopped the import, and how to go on.</exception>
    /// <exception cref="ImportFileException">The input or the journal failed.</exception>
    public Task EnrolFileAsync(RequestObserver observer, CancellationToken cancellationToken) =>
        EndOnErrorAsync(
            () =>
                Task.Run(
                    async () =>
                    {
                        VerifyKnownRows(cancellationToken);
                        foreach (var row in _input!.Rows(cancellationToken))
                        {
                            await _enrolment.AddAsync(row, observer, cancellationToken).ConfigureAwait(false);
                        }
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    /// <summary>Takes a row from the pipeline. Returns when it is on its way.</summary>
    /// <inheritdoc cref="EnrolFileAsync" path="/exception"/>
    /// <param name="read">Reads the row; its error ends the import like any other.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task EnrolRowAsync(Func<CardRow> read, RequestObserver observer, CancellationToken cancellationToken) =>
        EndOnErrorAsync(() => _enrolment.AddAsync(read(), observer, cancellationToken), cancellationToken);

    /// <summary>Waits for what is under way and, where that is asked for, for final states; then writes the files.</summary>
    /// <returns>What came of it.</returns>
    /// <inheritdoc cref="EnrolFileAsync" path="/exception"/>
    public async Task<CardImportEnd> CompleteAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        VgsApiException? waitProblem = null;
        IReadOnlyList<ImportFileException> unwritten = [];
        await EndOnErrorAsync(
                async () =>
                {
                    await _enrolment.CompleteAsync(cancellationToken).ConfigureAwait(false);
                    if (_options.WaitsForFinalStates)
                    {
                        _isWaiting = true;
                        waitProblem = await _enrolment
                            .WaitForFinalStatesAsync(_options.WaitLimit, MaxCardsWaiting, observer, cancellationToken)
                            .ConfigureAwait(false);
                    }

                    var outputs = new ImportOutputs(_journal, _options.Format);
                    unwritten = await Task.Run(
                            () => outputs.Write(_outputs, CreateStatistics, cancellationToken),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        _hasEnded = true;
        return new CardImportEnd(CreateResult(), waitProblem, unwritten);
    }

    /// <summary>The cards that VGS has taken, for a caller that wants them.</summary>
    public ImportedCards ReadCards() => _enrolment.ReadCards(_options.ThrottleLimit);

    public void Dispose()
    {
        try
        {
            // It does not throw: what fails under way is the run's error.
            _enrolment.StopAsync(GraceAfterStop).Wait();
        }
        finally
        {
            _enrolment.Dispose();
            _input?.Dispose();
            _outputs.Dispose();
            _journal.Dispose();
        }
    }

    private static T Guard<T>(string path, Func<T> open)
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

    // What stops the import is said with where it stands; what is under way still gets its answers.
    private async Task EndOnErrorAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        Exception failure;
        try
        {
            await work().ConfigureAwait(false);
            return;
        }
        catch (VgsApiException error)
        {
            failure = error;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failure = error;
        }

        using (cancellationToken.Register(() => _ = _enrolment.StopAsync(GraceAfterStop)))
        {
            await _enrolment.StopAsync(GraceAfterError).ConfigureAwait(false);
        }

        _hasEnded = true;
        throw failure is VgsApiException stopped
            ? Describe(stopped)
            : new ImportFileException(
                failure is JournalException ? _options.Files.Journal : _options.Files.Input ?? _options.Files.Journal,
                failure
            );
    }

    private VgsApiException Describe(VgsApiException error)
    {
        if (error.Id is VgsErrorId.JournalMismatch || _enrolment.Rows == 0)
        {
            return error;
        }

        return new VgsApiException(
            error.Id,
            $"The import stopped after {_enrolment.Counts.Done} rows: {error.Message}",
            error.Target,
            error
        )
        {
            StatusCode = error.StatusCode,
            Code = error.Code,
            Errors = error.Errors,
            TraceId = error.TraceId,
            IsPostponed = error.IsPostponed,
            RecommendedAction =
                $"{error.RecommendedAction} Then run the same command again: it goes on where it stopped (journal "
                + $"{_options.Files.Journal}).".TrimStart(),
        };
    }

    // Another file for this journal is found out before anything of it is sent.
    private void VerifyKnownRows(CancellationToken cancellationToken)
    {
        // The rows of a pipe come once: each of them is compared when it is taken, as those of the pipeline are.
        if (_journal.LastRow == 0 || !_input!.IsRepeatable)
        {
            return;
        }

        long position = 0;
        foreach (var row in _input!.Rows(cancellationToken))
        {
            if (++position > _journal.LastRow)
            {
                return;
            }

            _enrolment.Verify(position, row);
        }

        _enrolment.RequireRows(position);
    }

    private EnrolmentStatistics CreateStatistics() =>
        EnrolmentStatistics.From(_journal) with
        {
            Elapsed = _clock.Elapsed - _began,
            Sent = _enrolment.Counts.Sent,
            TokenRequests = _tokenRequests() - _tokenRequestsBefore,
            Source = Path.GetFileName(_options.Files.Input),
            Environment = _options.Environment,
        };

    private VgsImportResult CreateResult()
    {
        var (counts, snapshot) = (_enrolment.Counts, Snapshot);
        return new VgsImportResult
        {
            Total = snapshot.Rows,
            Enrolled = counts.CountOf(EnrolmentState.Enrolled),
            Enrolling = snapshot.Enrolling,
            Failed = counts.CountOf(EnrolmentState.Failed),
            Rejected = snapshot.Rejected,
            Unknown = snapshot.Unknown,
            Elapsed = snapshot.Elapsed,
            CardsPerSecond = Math.Round(snapshot.CardsPerSecond, 1),
            TokenRequests = _tokenRequests() - _tokenRequestsBefore,
            JournalPath = _options.Files.Journal,
            ResultPath = _options.Files.Result,
            RejectPath = _options.Files.Reject,
            ReportPath = _options.Files.Report,
        };
    }
}
