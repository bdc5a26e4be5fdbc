using System.Collections;
using System.Management.Automation;
using System.Text;
using VgsCalm.Binding;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cmdlets;
using VgsCalm.Files;
using VgsCalm.Formats.Csv;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Cards;

/// <summary>Import-VgsCard: enrols a file of any size so that no card is lost and none is sent twice.</summary>
[Cmdlet(VerbsData.Import, "VgsCard", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(VgsImportResult), typeof(VgsCard), typeof(VgsImportPlan))]
public sealed class ImportVgsCardCommand : VgsImportCmdlet
{
    private readonly ImportInputs _inputs = new();
    private Action? _takeRow;
    private ImportPlanner? _planner;
    private EncodingWarning? _encodingWarning;
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
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Columns under other names: @{ Number = 'PAN'; ExpMonth = 'MM' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ColumnMap { get; set; }

    /// <summary>Look again at the cards that are still enrolling, until their state is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait: how long to wait for each card, in seconds; 0: without end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The encoding of a file without a byte order mark, as Import-Csv takes it; without it, UTF-8.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A dry run needs no session.
        if (!Common.IsWhatIf)
        {
            base.BeginProcessing();
        }

        FindOutputs();
    }

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
        switch (InputObject?.BaseObject)
        {
            case FileSystemInfo file:
                EnrolFiles([file.FullName]);
                break;
            case string path when FilePath.IsThere(SessionState, path):
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

        if (_planner is { } planner)
        {
            Run(JournalPath, () => WriteObject(Stoppable(() => planner.Complete(NewJournal, StopToken))));
        }
        else if (Import is { } import)
        {
            Run(JournalPath, () => Complete(import));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _planner?.Dispose();
        }
    }

    // Several files are all read as a dry run reads them, before the first of them is sent.
    private void EnrolFiles(IReadOnlyList<string> paths)
    {
        var several = paths.Count > 1 || _inputs.Count > 0 || _takeRow is not null;
        if (several && new[] { JournalPath, ResultPath, RejectPath, ReportPath }.Any(path => path is not null))
        {
            throw Fail(_inputs.TooMany(paths[0], _takeRow is null ? null : JournalPath));
        }

        var inputs = paths.Select(path => Run(path, () => _inputs.Claim(ValidFiles(path)))).ToArray();
        if (inputs.Length > 1 && !Common.IsWhatIf)
        {
            Array.ForEach(inputs, files => PlanFile(files));
        }

        Array.ForEach(inputs, EnrolFile);
    }

    private VgsImportPlan PlanFile(ImportFiles files) =>
        Run(
            files.Input,
            () =>
            {
                using var planner = Plan(files, Format());
                var plan = Stoppable(() => planner.Complete(NewJournal, StopToken));
                WritePosted();
                return plan;
            }
        );

    private void EnrolFile(ImportFiles files) =>
        Run(
            files.Input,
            () =>
            {
                if (Common.IsWhatIf)
                {
                    WriteObject(PlanFile(files));
                }
                else if (MayEnrol(files))
                {
                    var import = Open(OptionsFor(files));
                    Await(cancel => import.EnrolFileAsync(Observer, cancel));
                    Complete(import);
                    Close();
                }
            }
        );

    private void EnrolRow()
    {
        OpenForRows();
        if (_takeRow is { } take)
        {
            Run(JournalPath, take);
        }
    }

    private void OpenForRows()
    {
        if (_takeRow is null && !_declined)
        {
            Run(JournalPath, () => _takeRow = OpenRows(ValidFiles(input: null)));
        }
    }

    // What is done with each row: made once, since there may be millions.
    private Action? OpenRows(ImportFiles files)
    {
        var rows = new CardRowReader(Map());

        // Null has its place among the rows, as an object without fields does.
        Func<CardRow> read = () => rows.Read(InputObject ?? new PSObject());
        if (Common.IsWhatIf)
        {
            var planner = _planner = Plan(files, Format());
            return () => planner.Add(read());
        }

        _declined = _inputs.Count > 0 ? throw _inputs.TooMany("InputObject", journalOfRows: null) : !MayEnrol(files);
        if (_declined)
        {
            return null;
        }

        var import = Open(OptionsFor(files));
        Func<CancellationToken, Task> enrol = cancel => import.EnrolRowAsync(read, Observer, cancel);
        return () => Await(enrol);
    }

    private bool MayEnrol(ImportFiles files) =>
        ShouldProcess(files.Source, $"Enrol cards in {RequireSession().Environment}, with the journal {files.Journal}");

    private CardImportOptions OptionsFor(ImportFiles files) =>
        new(files, Format(), PlaceOf(RequireSession()))
        {
            Enrolment = EnrolmentOptions(),
            WaitsForFinalStates = Wait,
            WaitLimit = TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            AllowsNewJournal = NewJournal,
        };

    private TableFormat Format()
    {
        var map = Map();
        var warning = _encodingWarning ??= new EncodingWarning(text => Post(() => WriteWarning(text)));
        return new TableFormat(
            (stream, path) => CardCsv.Read(stream, path, map, Encoding, warning.Tell),
            CsvTable.Write
        );
    }

    private Dictionary<string, string>? Map() => ColumnMap is null ? null : PipelineValue.ReadTexts(ColumnMap);
}
