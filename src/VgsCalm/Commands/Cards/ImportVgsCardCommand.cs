using System.Collections;
using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Bulk;
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
    private CardRowReader _rows = null!;
    private CardImport? _import;
    private ImportProgress? _progress;

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
        Run(() =>
        {
            var files = FindFiles().Validate();
            _rows = new CardRowReader(Map());
            if (!MayEnrol(files))
            {
                return;
            }

            var session = RequireSession();
            _import = CardImport.Open(OptionsFor(files), session.Cards, () => session.TokenRequests, Clock.System);
            _progress = new ImportProgress(() => _import.Snapshot, Post, WriteProgress);
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_import is not { } import)
        {
            return;
        }

        Run(() =>
        {
            if (ParameterSetName == "Path")
            {
                Await(cancel => import.EnrolFileAsync(Observer, cancel));
            }
            else
            {
                Await(cancel => import.EnrolRowAsync(() => _rows.Read(InputObject), Observer, cancel));
            }
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_import is not { } import)
        {
            return;
        }

        Run(() =>
        {
            var end = Await(cancel => import.CompleteAsync(Observer, cancel));
            _progress!.Complete();
            foreach (var file in end.Unwritten)
            {
                WriteError(VgsErrors.File(file.Cause, file.Path));
            }

            if (end.WaitProblem is not null)
            {
                WriteError(VgsErrors.From(end.WaitProblem));
            }

            if (PassThru)
            {
                WriteCards(import);
            }

            WriteObject(end.Result);
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || _import is not { } import)
        {
            return;
        }

        _import = null;
        _progress?.Dispose();
        import.Dispose();
        if (import.HowToGoOn is { } advice)
        {
            WarnHost(advice);
        }
    }

    private bool MayEnrol(ImportFiles files) =>
        ShouldProcess(
            files.Input ?? "rows from the pipeline",
            $"Enrol cards in {RequireSession().Environment}, with the journal {files.Journal}"
        );

    private CardImportOptions OptionsFor(ImportFiles files)
    {
        var map = Map();
        var format = new TableFormat((stream, path) => CardCsv.Read(stream, path, map), CsvTable.Write);
        return new CardImportOptions(files, format, RequireSession().CalmUri!.ToString())
        {
            Environment = RequireSession().Environment,
            ThrottleLimit = ThrottleLimit,
            RequestsPerMinute = RequestsPerMinute,
            WaitsForFinalStates = Wait,
            WaitLimit = TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            RetryUnknown = RetryUnknown,
        };
    }

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
