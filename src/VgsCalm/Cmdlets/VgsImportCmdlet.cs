using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>A command that runs imports, one after the other: opens each, shows its progress, writes its result, and ends it.</summary>
public abstract class VgsImportCmdlet : VgsEnrolmentCmdlet
{
    private ProgressTicker? _progress;
    private string?[] _outputs = [];

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

    /// <summary>
    /// Give the cards, whole and as VGS has them, in the order of the input. The summary is an information record then.
    /// </summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected CardImport? Import { get; private set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopProcessing();
            Close();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override void OnHeldBack(TimeSpan wait)
    {
        // The progress of the import tells it.
    }

    /// <summary>The dry run of an import; nothing is sent or written.</summary>
    private protected ImportPlanner Plan(ImportFiles files, TableFormat format)
    {
        var session = Session ?? SessionStore.Current.Default;
        var place = session.IsOpen ? PlaceOf(session) : null;
        return new ImportPlanner(files, format, place, EnrolmentOptions(), Clock.System);
    }

    /// <summary>Opens an import; nothing is sent yet.</summary>
    private protected CardImport Open(CardImportOptions options)
    {
        foreach (var path in options.Files.Foreign)
        {
            WriteWarning(
                $"'{path}' is there already, and is no output of Import-VgsCard. It is replaced when the import ends."
            );
        }

        var session = RequireSession();
        OutliveSignals();
        var import = Stoppable(() =>
            CardImport.Open(options, session.Cards, () => session.TokenRequests, Clock.System, StopToken)
        );
        Import = import;
        _progress = new ProgressTicker(() => ImportProgress.Describe(import.Snapshot), Post, WriteProgress);
        return import;
    }

    /// <summary>Waits for what is under way, and writes what came of it.</summary>
    private protected void Complete(CardImport import)
    {
        var end = Await(cancel => import.CompleteAsync(Observer, cancel));
        _progress?.Complete();
        foreach (var file in end.Unwritten)
        {
            WriteError(VgsErrors.File(file.Cause, file.Path));
        }

        if (end.WaitProblem is not null)
        {
            WriteError(VgsErrors.From(Explain(end.WaitProblem)));
        }

        if (end.Result.Duplicate > 0 && !SkipDuplicate)
        {
            WriteWarning(
                $"{RowCount.ToText(end.Result.Duplicate)} {(end.Result.Duplicate == 1 ? "has" : "have")} a card that "
                    + "an earlier row has; -SkipDuplicate leaves such rows out."
            );
        }

        if (end.KeptJournal || end.Result.Total == 0)
        {
            var kept = end.KeptJournal
                ? $" The journal '{end.Result.JournalPath}' is of an earlier import, and stays as it is: -NewJournal begins a new "
                    + "one with the first input that has rows."
                : "";
            WriteWarning("The input has no rows, so there is nothing to enrol." + kept);
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

    /// <summary>Ends what is under way, and frees the journal.</summary>
    private protected void Close()
    {
        if (Import is not { } import)
        {
            return;
        }

        Import = null;
        _progress?.Dispose();
        import.Dispose();
        if (import.HowToGoOn is { } advice)
        {
            HostWarning.Write(Host, advice);
        }
    }

    /// <summary>Runs a part of an import; its error ends the command.</summary>
    private protected void Run(string? path, Action part)
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
            throw Fail(VgsErrors.File(error, path ?? ""));
        }
    }

    /// <summary>The same with a result.</summary>
    private protected T Run<T>(string? path, Func<T> part)
    {
        T? result = default;
        Run(
            path,
            () =>
            {
                result = part();
            }
        );
        return result!;
    }

    /// <summary>The files that fit a path, which may have wildcards; where none does, the command ends.</summary>
    private protected IReadOnlyList<string> Find(string path) =>
        WithFile(path, () => FilePath.RequireAll(SessionState, path));

    /// <summary>The file of a path as it stands.</summary>
    private protected string FindLiteral(string path) => WithFile(path, () => FilePath.FindLiteral(SessionState, path));

    /// <summary>Where a session's cards go.</summary>
    private protected static JournalPlace PlaceOf(VgsSession session) =>
        JournalPlace.Create(session.Environment, session.Addresses.Calm, session.VaultId, session.ClientId);

    /// <summary>The files of one import, checked.</summary>
    private protected ImportFiles ValidFiles(string? input) =>
        ImportFiles.Create(input, _outputs[0], _outputs[1], _outputs[2], _outputs[3]).Validate();

    // When the command begins: by the first row, what pipes rows in may be in another folder, where no journal of an earlier run is.
    private protected void FindOutputs() =>
        _outputs = [Full(JournalPath), Full(ResultPath), Full(RejectPath), Full(ReportPath)];

    private string? Full(string? path) => path is null ? null : WithFile(path, () => FilePath.Find(SessionState, path));

    private void WriteCards(CardImport import)
    {
        using var cards = import.ReadCards();
        while (Await(cancel => cards.NextAsync(Observer, cancel)) is { } next)
        {
            if (next.Card is not null)
            {
                WriteObject(next.Card);
            }
            else if (next.Error is not null)
            {
                WriteError(VgsErrors.From(Explain(next.Error)));
            }
        }
    }
}
