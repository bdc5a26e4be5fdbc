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
    private readonly CardClient _cards;
    private readonly Func<int> _tokenRequests;
    private readonly int _tokenRequestsBefore;
    private readonly Clock _clock;
    private readonly TimeSpan _began;
    private readonly ImportInput? _input;
    private readonly ImportOutputFiles _outputs;
    private readonly List<CardRow> _compared = [];
    private EnrolmentJournal _journal;
    private CardEnrolment _enrolment;
    private long? _expected;
    private volatile bool _isWaiting;
    private bool _hasEnded;

    private CardImport(CardImportOptions options, CardClient cards, Func<int> tokenRequests, Clock clock)
    {
        _options = options;
        _cards = cards;
        _tokenRequests = tokenRequests;
        _tokenRequestsBefore = tokenRequests();
        _clock = clock;
        _began = clock.Elapsed;
        _input = options.Files.Input is { } input
            ? ImportFileException.Guard(input, () => ImportInput.Open(input, options.Format))
            : null;
        try
        {
            _outputs = ImportOutputFiles.Open(options.Files);
            _journal = OpenJournal();
        }
        catch
        {
            _input?.Dispose();
            _outputs?.Dispose();
            throw;
        }

        _enrolment = new CardEnrolment(cards, _journal, options.Enrolment, clock);
        IsComparing = options.AllowsNewJournal && _input is null && _journal.LastRow > 0;
    }

    /// <summary>Where the import stands.</summary>
    public ImportSnapshot Snapshot =>
        new(
            _enrolment.Rows,
            _expected,
            _enrolment.Counts.Sent,
            _enrolment.Counts.CountOf(EnrolmentState.Rejected),
            _enrolment.Counts.CountOf(EnrolmentState.Unknown),
            _enrolment.Counts.CountOf(EnrolmentState.Enrolling),
            _isWaiting,
            _cards.HeldFor,
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
                        Prepare(cancellationToken);
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
        EndOnErrorAsync(
            async () =>
            {
                var row = read();
                if (!IsComparing)
                {
                    await _enrolment.AddAsync(row, observer, cancellationToken).ConfigureAwait(false);
                    return;
                }

                // With -NewJournal, as many rows as the journal knows are compared before any of them is sent.
                _compared.Add(row);
                if (_compared.Count == _journal.LastRow)
                {
                    await EnrolComparedAsync(observer, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken
        );

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
                    if (IsComparing)
                    {
                        await EnrolComparedAsync(observer, cancellationToken).ConfigureAwait(false);
                    }

                    await _enrolment.CompleteAsync(cancellationToken).ConfigureAwait(false);
                    if (_options.WaitsForFinalStates)
                    {
                        _isWaiting = true;
                        waitProblem = await _enrolment
                            .WaitForFinalStatesAsync(_options.WaitLimit, MaxCardsWaiting, observer, cancellationToken)
                            .ConfigureAwait(false);
                    }

                    _journal.AppendEnd(_enrolment.Rows);
                    _journal.Flush();
                    var outputs = new ImportOutputs(_journal, _options.Format, _enrolment.Rows);
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
    public ImportedCards ReadCards() => _enrolment.ReadCards(_options.Enrolment.ThrottleLimit);

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

    private bool IsComparing { get; set; }

    private EnrolmentJournal OpenJournal() =>
        ImportFileException.Guard(
            _options.Files.Journal,
            () => EnrolmentJournal.Open(_options.Files.Journal, _options.Place, _clock)
        );

    // The whole file is read before anything of it is sent: another file for this journal, or one in another encoding, is found out now.
    private void Prepare(CancellationToken cancellationToken)
    {
        if (!_input!.IsRepeatable)
        {
            // The rows of a pipe come once: each of them is compared when it is taken, as those of the pipeline are.
            return;
        }

        var plan = new ImportPlan(_journal, _options.Enrolment);
        _input.ReadInto(plan, cancellationToken);
        RequireFit(plan);
        _expected = plan.Rows;
    }

    private async Task EnrolComparedAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        IsComparing = false;
        var plan = new ImportPlan(_journal, _options.Enrolment);
        _compared.ForEach(plan.Add);
        plan.Complete(CardSource.Pipeline);
        RequireFit(plan);
        foreach (var row in _compared)
        {
            await _enrolment.AddAsync(row, observer, cancellationToken).ConfigureAwait(false);
        }

        _compared.Clear();
    }

    private void RequireFit(ImportPlan plan)
    {
        if (plan.Fit is not { IsFit: false } fit)
        {
            return;
        }

        if (!_options.AllowsNewJournal || !fit.IsForeign || !fit.IsComplete)
        {
            throw fit.Describe(sent: 0);
        }

        KeepOldJournal();
    }

    // The old journal is kept under the time of its end, and nothing is lost where that name is taken.
    private void KeepOldJournal()
    {
        var ended = _journal.LastWritten ?? _journal.Started;
        _enrolment.Dispose();
        _journal.Dispose();
        var path = _options.Files.Journal;
        var kept = FormattableString.Invariant($"{path}.{ended.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        for (var copy = 2; File.Exists(kept); copy++)
        {
            kept = FormattableString.Invariant($"{path}.{ended.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.{copy}");
        }

        ImportFileException.Guard(
            path,
            () =>
            {
                File.Move(path, kept);
                return true;
            }
        );
        _journal = OpenJournal();
        _enrolment = new CardEnrolment(_cards, _journal, _options.Enrolment, _clock);
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

        return error.Reworded(
            $"The import stopped after {_enrolment.Counts.Done} rows: {error.Message}",
            $"{error.RecommendedAction} Then run the same command again: it goes on where it stopped (journal "
                + $"{_options.Files.Journal}).".TrimStart()
        );
    }

    private EnrolmentStatistics CreateStatistics() =>
        EnrolmentStatistics.From(_journal) with
        {
            Elapsed = _clock.Elapsed - _began,
            Sent = _enrolment.Counts.Sent,
            TokenRequests = _tokenRequests() - _tokenRequestsBefore,
            Source = Path.GetFileName(_options.Files.Input),
            Environment = _options.Place.Environment,
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
            Duplicate = counts.Duplicates,
            Events = counts.ByEvent,
            Environment = _options.Place.Environment,
            VaultId = _options.Place.Vault,
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
