using System.Collections;
using System.Management.Automation;
using System.Text;
using VgsCalm.Binding;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Formats.Csv;
using VgsCalm.Hosting;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Cards;

/// <summary>
/// Import-VgsCard: enrols a file of any size so that no card is lost and none is sent twice, however often it is
/// interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "VgsCard", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(VgsImportResult), typeof(VgsCard), typeof(VgsImportPlan))]
public sealed class ImportVgsCardCommand : VgsSessionCmdlet
{
    // Answers under way are awaited for five seconds; the journal and the warning take little more.
    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(8);

    private CardRowReader _rows = null!;
    private CardImport? _import;
    private ImportPlanner? _planner;
    private ImportProgress? _progress;
    private TerminationSignals? _signals;
    private readonly ManualResetEventSlim _ended = new(initialState: false);

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

    /// <summary>Send the rows again whose card VGS took and could not enrol.</summary>
    [Parameter]
    public SwitchParameter RetryFailed { get; set; }

    /// <summary>
    /// Another file may have the name of one whose import is complete: it gets a new journal, and the old one is kept beside it.
    /// </summary>
    [Parameter]
    public SwitchParameter NewJournal { get; set; }

    /// <summary>Leave out rows whose card an earlier row of the input has.</summary>
    [Parameter]
    public SwitchParameter SkipDuplicate { get; set; }

    /// <summary>The encoding of a file without a byte order mark, as Import-Csv takes it; without it, UTF-8.</summary>
    [Parameter(ParameterSetName = "Path")]
    [EncodingTransformation]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>Give the cards, whole and as VGS has them, in the order of the input. The summary is an information record then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? bound is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A dry run needs no session.
        var isWhatIf = IsWhatIf;
        if (!isWhatIf)
        {
            base.BeginProcessing();
        }

        Run(() =>
        {
            var files = FindFiles().Validate();
            _rows = new CardRowReader(Map());
            if (isWhatIf)
            {
                _planner = new ImportPlanner(files, Format(), OpenPlace(), EnrolmentOptions(), Clock.System);
            }
            else if (
                ShouldProcess(
                    files.Source,
                    $"Enrol cards in {RequireSession().Environment}, with the journal {files.Journal}"
                )
            )
            {
                Open(files);
            }
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Run(() =>
        {
            var isFile = ParameterSetName == "Path";
            if (_import is { } import)
            {
                Await(cancel =>
                    isFile
                        ? import.EnrolFileAsync(Observer, cancel)
                        : import.EnrolRowAsync(() => _rows.Read(InputObject), Observer, cancel)
                );
            }
            else if (!isFile)
            {
                _planner?.Add(_rows.Read(InputObject));
            }
        });

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        Run(() =>
        {
            if (_planner is { } planner)
            {
                WriteObject(planner.Complete(NewJournal, StopToken));
            }
            else if (_import is { } import)
            {
                Write(import, Await(cancel => import.CompleteAsync(Observer, cancel)));
            }
        });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        _planner?.Dispose();
        _progress?.Dispose();
        if (_import is { } import)
        {
            _import = null;
            import.Dispose();
            if (import.HowToGoOn is { } advice)
            {
                WarnHost(advice);
            }
        }

        // A signal that ends the process has waited for this.
        _ended.Set();
        _signals?.Dispose();
    }

    private protected override void OnHeldBack(TimeSpan wait)
    {
        // The progress of the import tells it.
    }

    private void Open(ImportFiles files)
    {
        var session = RequireSession();
        var options = new CardImportOptions(files, Format(), PlaceOf(session))
        {
            Enrolment = EnrolmentOptions(),
            WaitsForFinalStates = Wait,
            WaitLimit = TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            AllowsNewJournal = NewJournal,
        };
        var import = CardImport.Open(options, session.Cards, () => session.TokenRequests, Clock.System);
        _import = import;
        _progress = new ImportProgress(() => import.Snapshot, Post, WriteProgress);
        _signals = TerminationSignals.Register(() =>
        {
            StopProcessing();
            _ended.Wait(MaxEnding);
        });
    }

    private void Write(CardImport import, CardImportEnd end)
    {
        _progress?.Complete();
        foreach (var file in end.Unwritten)
        {
            WriteError(VgsErrors.File(file.Cause, file.Path));
        }

        if (end.WaitProblem is not null)
        {
            WriteError(VgsErrors.From(end.WaitProblem));
        }

        if (end.Result.Duplicate > 0 && !SkipDuplicate)
        {
            WriteWarning(
                $"{end.Result.Duplicate} rows have a card that an earlier row has; -SkipDuplicate leaves such rows out."
            );
        }

        if (PassThru)
        {
            WriteCards(import);
            WriteInformation(end.Result, ["VgsImportResult"]);
        }
        else
        {
            WriteObject(end.Result);
        }
    }

    private EnrolmentOptions EnrolmentOptions() =>
        new()
        {
            ThrottleLimit = ThrottleLimit,
            RequestsPerMinute = RequestsPerMinute,
            RetryUnknown = RetryUnknown,
            RetryFailed = RetryFailed,
            SkipDuplicate = SkipDuplicate,
        };

    private TableFormat Format()
    {
        var map = Map();
        return new TableFormat((stream, path) => CardCsv.Read(stream, path, map, Encoding), CsvTable.Write);
    }

    private JournalPlace? OpenPlace() =>
        (Session ?? SessionStore.Current.Get(SessionStore.DefaultName)) is { IsOpen: true } session
            ? PlaceOf(session)
            : null;

    private static JournalPlace PlaceOf(VgsSession session) =>
        JournalPlace.Create(session.Environment, session.CalmUri!, session.VaultId, session.ClientId);

    private void WriteCards(CardImport import)
    {
        using var cards = import.ReadCards();
        while (Await(cancel => cards.NextAsync(Observer, cancel)) is { } next)
        {
            if (next.Card is not null)
            {
                WriteObject(next.Card);
            }
            else
            {
                WriteError(VgsErrors.From(next.Error!));
            }
        }
    }

    private void Run(Action part)
    {
        try
        {
            part();
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
        catch (ImportFileException error)
        {
            throw Fail(VgsErrors.File(error.Cause, error.Path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fail(VgsErrors.File(error, Path ?? JournalPath ?? ""));
        }
    }

    private ImportFiles FindFiles()
    {
        var input = ParameterSetName == "Path" ? ServiceAccountFile.Find(this, Path, isLiteral: false) : null;
        return ImportFiles.Create(input, Full(JournalPath), Full(ResultPath), Full(RejectPath), Full(ReportPath));
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
