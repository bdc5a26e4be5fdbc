using System.Collections;
using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Commands.Cards;

/// <summary>
/// Import-VgsCard: enrols a file of any size so that no card is lost and none is sent twice, however often it is
/// interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "VgsCard", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(VgsImportResult), typeof(VgsCard))]
public sealed class ImportVgsCardCommand : VgsSessionCmdlet
{
    // After Ctrl+C somebody waits; after an error, answers that are on their way are worth more.
    private static readonly TimeSpan GraceAfterStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GraceAfterError = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private ImportFiles _files = null!;
    private CardRowOfObject _reader = null!;
    private EnrolmentJournal? _journal;
    private CardEnrolment? _enrolment;
    private ImportProgress _progress = null!;
    private FileStream? _input;
    private long? _expected;
    private TimeSpan _progressAt;
    private int _tokensBefore;
    private bool _ended;

    /// <summary>A CSV file with a header: VGS's own column names or ours.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Rows from the pipeline, with the same names.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Columns under other names: @{ Number = 'PAN'; ExpMonth = 'MM' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ColumnMap { get; set; }

    /// <summary>The journal; without it, the file's name and .journal.jsonl. Rows from the pipeline need one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>A CSV of all rows and what became of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResultPath { get; set; }

    /// <summary>A CSV of the rows that were rejected, failed, or are unknown.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    /// <summary>A page (HTML) with counts, reasons and throughput.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <summary>How many requests may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>How many requests may begin in a minute, evenly spread; without it, as many as the service takes.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Look again at the cards that are still enrolling, until their state is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait: how long to wait for each card, in seconds; 0: without end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Send the rows again whose answer was lost in an earlier run. A card that was enrolled then is enrolled twice.</summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>Give the cards too, in the order of the input, before the summary.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Step(() =>
        {
            _files = FilesGiven().Checked();
            _reader = new CardRowOfObject(Map());
        });
        if (
            !ShouldProcess(
                _files.Input ?? "rows from the pipeline",
                $"Enrol cards in {RequireSession().Environment}, with the journal {_files.Journal}"
            )
        )
        {
            _ended = true;
            return;
        }

        if (_files.Input is not null)
        {
            Step(OpenInput, _files.Input);
        }

        Step(
            () =>
            {
                _journal = EnrolmentJournal.Open(
                    _files.Journal,
                    RequireSession().Environment,
                    RequireSession().CalmUri!.ToString(),
                    Clock.System
                );
                _enrolment = new CardEnrolment(
                    RequireSession().Cards,
                    _journal,
                    ThrottleLimit,
                    RequestsPerMinute,
                    RetryUnknown,
                    Clock.System
                );
            },
            _files.Journal
        );
        _progress = new ImportProgress(_enrolment!, Clock.System);
        _progressAt = ProgressInterval;
        _tokensBefore = RequireSession().TokenRequests;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_ended)
        {
            return;
        }

        Step(() =>
        {
            if (_files.Input is not null)
            {
                EnrolFile();
            }
            else
            {
                Await(cancel => AddAsync(RowFromPipeline(), cancel));
            }
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_ended)
        {
            return;
        }

        VgsApiException? waitProblem = null;
        var unwritten = new List<ErrorRecord>();
        Step(() =>
        {
            Await(async cancel =>
            {
                await _enrolment!.CompleteAsync(cancel).ConfigureAwait(false);
                return true;
            });
            if (Wait)
            {
                waitProblem = Await(cancel =>
                    ShownAsync(
                        _enrolment!.WaitForFinalStatesAsync(
                            TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
                            waiting: 256,
                            Observer,
                            cancel
                        )
                    )
                );
            }

            WriteFiles(unwritten);
        });
        _ended = true;
        WriteProgress(ImportProgress.Completed());
        foreach (var error in unwritten)
        {
            WriteError(error);
        }

        if (waitProblem is not null)
        {
            WriteError(VgsErrors.From(waitProblem));
        }

        if (PassThru)
        {
            PassCards();
        }

        WriteObject(Result());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        var interrupted = !_ended && _enrolment is not null;
        if (interrupted)
        {
            EndUnderWay(GraceAfterStop);
        }

        _input?.Dispose();
        _enrolment?.Dispose();
        _journal?.Dispose();
        if (interrupted)
        {
            SayHowToGoOn();
        }

        (_input, _enrolment, _journal, _ended) = (null, null, null, true);
    }

    private void OpenInput()
    {
        _input = new FileStream(_files.Input!, FileMode.Open, FileAccess.Read, FileShare.Read);
        _expected = LineCount.Of(_input) - 1;
    }

    private void EnrolFile()
    {
        var rows = CardCsv.Read(_input!, _files.Input!, Map());
        if (_journal!.LastRow > 0)
        {
            VerifyFile(rows);
        }

        _input!.Position = 0;
        Await(async cancel =>
        {
            // The pool reads and sends; the pipeline's thread is for what is written.
            await Task.Run(
                    async () =>
                    {
                        foreach (var row in CardCsv.Read(_input, _files.Input!, Map()))
                        {
                            await AddAsync(row, cancel).ConfigureAwait(false);
                        }
                    },
                    cancel
                )
                .ConfigureAwait(false);
            return true;
        });
    }

    // Another file for this journal is found out before anything of it is sent.
    private void VerifyFile(IEnumerable<CardRow> rows)
    {
        long row = 0;
        foreach (var given in rows)
        {
            if (++row > _journal!.LastRow)
            {
                return;
            }

            StopToken.ThrowIfCancellationRequested();
            _enrolment!.Verify(row, given);
        }

        if (row < _journal!.LastRow)
        {
            throw _enrolment!.TooFewRows(row);
        }
    }

    private async Task<bool> AddAsync(CardRow row, CancellationToken cancellationToken)
    {
        // Rows that are known already wait for nothing that would notice.
        cancellationToken.ThrowIfCancellationRequested();
        await _enrolment!.AddAsync(row, Observer, cancellationToken).ConfigureAwait(false);
        if (_progress.Elapsed < _progressAt)
        {
            return true;
        }

        _progressAt = _progress.Elapsed + ProgressInterval;
        var record = _progress.Record(_expected);
        Post(() => WriteProgress(record));
        return true;
    }

    private async Task<T> ShownAsync<T>(Task<T> wait)
    {
        while (await Task.WhenAny(wait, Task.Delay(ProgressInterval)).ConfigureAwait(false) != wait)
        {
            var record = _progress.Waiting();
            Post(() => WriteProgress(record));
        }

        return await wait.ConfigureAwait(false);
    }

    private CardRow RowFromPipeline()
    {
        if (InputObject.BaseObject is not (string or FileSystemInfo or ValueType))
        {
            return _reader.Read(InputObject);
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"A {InputObject.BaseObject.GetType().Name} is no row of a card; it was not sent.",
            "InputObject"
        )
        {
            RecommendedAction =
                "Pipe objects with Name, Number, ExpMonth and ExpYear, such as Import-Csv gives; a file goes to -Path.",
        };
    }

    /// <summary>
    /// Runs a part of the import. What stops it is said with where it stands; what is under way still gets its answers.
    /// </summary>
    private void Step(Action step, string? file = null)
    {
        try
        {
            step();
        }
        catch (VgsApiException error)
        {
            EndUnderWay(GraceAfterError);
            _ended = true;
            ThrowTerminatingError(VgsErrors.From(Stopped(error)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            EndUnderWay(GraceAfterError);
            _ended = true;
            ThrowTerminatingError(
                VgsErrors.File(
                    error,
                    error is JournalException ? _files.Journal : file ?? _files?.Input ?? _files?.Journal ?? Path
                )
            );
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void EndUnderWay(TimeSpan grace)
    {
        if (_enrolment is not { } enrolment)
        {
            return;
        }

        // Ctrl+C while an error waits for its last answers.
        using var sooner = StopToken.Register(() => _ = enrolment.StopAsync(GraceAfterStop));
        enrolment.StopAsync(grace).GetAwaiter().GetResult();
    }

    private VgsApiException Stopped(VgsApiException error)
    {
        if (_enrolment is null || error.Id is VgsErrorId.JournalMismatch || _enrolment.Rows == 0)
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
            RecommendedAction =
                $"{error.RecommendedAction} Then run the same command again: it goes on where it stopped (journal "
                + $"{_files.Journal}).".TrimStart(),
        };
    }

    // The pipeline has ended, and with it all streams; only the host still listens.
    private void SayHowToGoOn()
    {
        var rows = _enrolment!.Counts.Done;
        try
        {
            Host?.UI?.WriteWarningLine(
                $"The import was interrupted after {rows} rows. Run the same command again to go on; the journal is {_files.Journal}."
            );
        }
        catch (Exception error)
            when (error
                    is NotImplementedException
                        or InvalidOperationException
                        or System.Management.Automation.Host.HostException
            )
        {
            // A host without a console: nobody is there to be told.
        }
    }

    // All that matters is in the journal: a file that cannot be written costs neither the others nor the summary.
    private void WriteFiles(List<ErrorRecord> unwritten) =>
        Await(cancel =>
            Task.Run(
                () =>
                {
                    TryWrite(_files.Result, path => ImportOutputs.WriteResult(path, _journal!, cancel));
                    TryWrite(_files.Reject, path => ImportOutputs.WriteReject(path, _journal!, cancel));
                    TryWrite(_files.Report, path => ImportOutputs.WriteReport(path, Statistics()));
                    return true;

                    void TryWrite(string? path, Action<string> write)
                    {
                        if (path is null)
                        {
                            return;
                        }

                        try
                        {
                            write(path);
                        }
                        catch (Exception error)
                            when (error is (IOException and not JournalException) or UnauthorizedAccessException)
                        {
                            unwritten.Add(
                                VgsErrors.File(
                                    new IOException(
                                        $"'{path}' cannot be written: {error.Message.TrimEnd('.')}. The cards are as "
                                            + $"the summary says; mend that and run the same command again: it sends "
                                            + $"none of them again and writes the file.",
                                        error
                                    ),
                                    path
                                )
                            );
                        }
                    }
                },
                cancel
            )
        );

    private EnrolmentStatistics Statistics()
    {
        var (counts, reasons) = StatisticsGathering.Rows(_journal!);
        var (throughput, bucket, ended) = StatisticsGathering.Answers(_journal!);
        return new EnrolmentStatistics
        {
            Counts = counts,
            Reasons = reasons,
            Started = _journal!.Started,
            Ended = ended,
            Bucket = bucket,
            Throughput = throughput,
            Elapsed = _progress.Elapsed,
            Sent = _enrolment!.Counts.Sent,
            TokenRequests = RequireSession().TokenRequests - _tokensBefore,
            Source = _files.Input is null ? null : System.IO.Path.GetFileName(_files.Input),
            JournalPath = _files.Journal,
            Environment = RequireSession().Environment,
        };
    }

    private void PassCards()
    {
        foreach (var record in _journal!.LastRecords().Where(record => record.Id is not null))
        {
            WriteObject(new VgsCard(record));
        }
    }

    private VgsImportResult Result()
    {
        var counts = _enrolment!.Counts;
        return new VgsImportResult
        {
            Total = _enrolment.Rows,
            Enrolled = counts.Of(EnrolmentState.Enrolled),
            Enrolling = counts.Of(EnrolmentState.Enrolling),
            Failed = counts.Of(EnrolmentState.Failed),
            Rejected = counts.Of(EnrolmentState.Rejected),
            Unknown = counts.Of(EnrolmentState.Unknown),
            Elapsed = _progress.Elapsed,
            CardsPerSecond = Math.Round(_progress.CardsPerSecond, 1),
            TokenRequests = RequireSession().TokenRequests - _tokensBefore,
            JournalPath = _files.Journal,
            ResultPath = _files.Result,
            RejectPath = _files.Reject,
            ReportPath = _files.Report,
        };
    }

    private ImportFiles FilesGiven()
    {
        var input = ParameterSetName == "Path" ? ServiceAccountFile.Find(this, Path, isLiteral: false) : null;
        var journal =
            JournalPath is not null ? Full(JournalPath)
            : input is not null ? input + ".journal.jsonl"
            : null;
        if (journal is not null)
        {
            return new ImportFiles(input, journal, Full(ResultPath), Full(RejectPath), Full(ReportPath));
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            "Rows from the pipeline have no file whose name the journal could take.",
            "JournalPath"
        )
        {
            RecommendedAction = "Give -JournalPath.",
        };
    }

    private string? Full(string? path) =>
        path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    private Dictionary<string, string>? Map() =>
        ColumnMap
            ?.Cast<DictionaryEntry>()
            .ToDictionary(
                entry => entry.Key.ToString()!,
                entry => entry.Value?.ToString() ?? "",
                StringComparer.OrdinalIgnoreCase
            );
}
