using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Errors;

namespace VgsCalm.Cmdlets;

/// <summary>A command that runs imports, one after the other: opens each, shows its progress, writes its result, and ends it.</summary>
public abstract class VgsImportCmdlet : VgsSessionCmdlet
{
    private ImportProgress? _progress;

    /// <summary>Give the cards too, in the order of the input, before the summary.</summary>
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
        }
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

        if (PassThru)
        {
            WriteCards(import);
        }

        WriteObject(end.Result);
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
