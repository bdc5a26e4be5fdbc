using System.Collections;
using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Bulk;
using VgsCalm.Cmdlets;
using VgsCalm.Files;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Commands.Cards;

/// <summary>
/// Import-VgsCard: enrols a file of any size so that no card is lost and none is sent twice, however often it is
/// interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "VgsCard", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(VgsImportResult), typeof(VgsCard))]
public sealed class ImportVgsCardCommand : VgsImportCmdlet
{
    private readonly ImportInputs _inputs = new();
    private CardRowReader? _rows;
    private bool _declined;

    /// <summary>CSV files with a header: VGS's own column names or ours. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>CSV files whose names are taken as they stand.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Rows from the pipeline, with the same names; or files, as Get-ChildItem gives them.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = new();

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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Path":
                EnrolFiles([.. Path.SelectMany(Find)]);
                break;
            case "LiteralPath":
                EnrolFiles([.. LiteralPath.Select(FindLiteral)]);
                break;
            default:
                EnrolInput();
                break;
        }
    }

    private void EnrolInput()
    {
        switch (InputObject.BaseObject)
        {
            case FileSystemInfo file:
                EnrolFiles([file.FullName]);
                break;
            case string path:
                EnrolFiles(Find(path));
                break;
            default:
                EnrolRow();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No row at all is an input, too, where it has a journal: its end is checked against it.
        if (ParameterSetName == "InputObject" && _inputs.Count == 0 && JournalPath is not null)
        {
            OpenForRows();
        }

        if (Import is { } import)
        {
            Run(JournalPath, () => Complete(import));
        }
    }

    // All files are looked at before the first of them is sent.
    private void EnrolFiles(IReadOnlyList<string> paths)
    {
        var several = paths.Count > 1 || _inputs.Count > 0 || _rows is not null;
        if (several && new[] { JournalPath, ResultPath, RejectPath, ReportPath }.Any(path => path is not null))
        {
            throw Fail(_inputs.TooMany(paths[0]));
        }

        foreach (var files in paths.Select(path => Run(path, () => _inputs.Claim(ValidFiles(path)))).ToArray())
        {
            EnrolFile(files);
        }
    }

    private void EnrolFile(ImportFiles files) =>
        Run(
            files.Input,
            () =>
            {
                if (MayEnrol(files))
                {
                    var import = Open(OptionsFor(files));
                    Await(cancel => import.EnrolFileAsync(Observer, cancel));
                    Complete(import);
                    Close();
                }

                return true;
            }
        );

    private void EnrolRow()
    {
        OpenForRows();
        if (Import is { } import && _rows is { } rows)
        {
            Run(
                JournalPath,
                () => Await(cancel => import.EnrolRowAsync(() => rows.Read(InputObject), Observer, cancel))
            );
        }
    }

    private void OpenForRows()
    {
        if (_rows is not null || _declined)
        {
            return;
        }

        Run(
            JournalPath,
            () =>
            {
                var files = ValidFiles(input: null);
                _rows = new CardRowReader(Map());
                _declined = _inputs.Count > 0 ? throw _inputs.TooMany("InputObject") : !MayEnrol(files);
                return _declined ? null : Open(OptionsFor(files));
            }
        );
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
        return new CardImportOptions(files, format, RequireSession().Addresses.Calm.ToString())
        {
            Environment = RequireSession().Environment,
            ThrottleLimit = ThrottleLimit,
            RequestsPerMinute = RequestsPerMinute,
            WaitsForFinalStates = Wait,
            WaitLimit = TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            RetryUnknown = RetryUnknown,
        };
    }

    private IReadOnlyList<string> Find(string path) =>
        WithFile(
            path,
            () =>
                FilePath.FindAll(SessionState, path) is { Count: > 0 } found
                    ? found
                    : throw new ItemNotFoundException($"No file fits '{path}'.")
        );

    private string FindLiteral(string path) => WithFile(path, () => FilePath.FindLiteral(SessionState, path));

    private ImportFiles ValidFiles(string? input) =>
        ImportFiles.Create(input, Full(JournalPath), Full(ResultPath), Full(RejectPath), Full(ReportPath)).Validate();

    private string? Full(string? path) => path is null ? null : WithFile(path, () => FilePath.Find(SessionState, path));

    private Dictionary<string, string>? Map() =>
        ColumnMap
            ?.Cast<DictionaryEntry>()
            .ToDictionary(
                entry => PipelineValue.NameOf(entry),
                entry => entry.Value?.ToString() ?? "",
                StringComparer.OrdinalIgnoreCase
            );
}
