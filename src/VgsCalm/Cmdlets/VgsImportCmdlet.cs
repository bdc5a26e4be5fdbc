using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Errors;
using VgsCalm.Hosting;

namespace VgsCalm.Cmdlets;

/// <summary>A command that runs imports, one after the other: opens each, shows its progress, writes its result, and ends it.</summary>
public abstract class VgsImportCmdlet : VgsSessionCmdlet
{
    // Answers under way are awaited for five seconds; the journal and the warning take little more.
    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(8);

    private readonly ManualResetEventSlim _isClosed = new(initialState: false);
    private ImportProgress? _progress;
    private TerminationSignals? _signals;

    /// <summary>Leave out rows whose card an earlier row of the input has.</summary>
    [Parameter]
    public SwitchParameter SkipDuplicate { get; set; }

    /// <summary>Give the cards, whole and as VGS has them, in the order of the input. The summary is an information record then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected CardImport? Import { get; private set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Close();
            _signals?.Dispose();
            _isClosed.Dispose();
        }
    }

    /// <inheritdoc/>
    private protected override void OnHeldBack(TimeSpan wait)
    {
        // The progress of the import tells it.
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
        var import = CardImport.Open(options, session.Cards, () => session.TokenRequests, Clock.System);
        Import = import;
        _progress = new ImportProgress(() => import.Snapshot, Post, WriteProgress);
        _isClosed.Reset();
        _signals ??= TerminationSignals.Register(EndBeforeProcess);
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

        _isClosed.Set();
    }

    /// <summary>Runs a part of an import; its error ends the command.</summary>
    private protected void Run(string? path, Action part) =>
        Run(
            path,
            () =>
            {
                part();
                return true;
            }
        );

    /// <summary>The same with a result.</summary>
    private protected T Run<T>(string? path, Func<T> part)
    {
        try
        {
            return part();
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

    // SIGTERM, SIGHUP, a closing console: the import ends as Ctrl+C ends it, and the process after it.
    private void EndBeforeProcess()
    {
        StopProcessing();
        if (Import is not null)
        {
            _isClosed.Wait(MaxEnding);
        }
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
}
