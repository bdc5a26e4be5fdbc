using System.Runtime.InteropServices;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>
/// The journal of an import and the enrolment that writes it. A new journal may take the place of one that is complete.
/// </summary>
internal sealed class JournaledEnrolment : IDisposable
{
    private readonly CardImportOptions _options;
    private readonly CardClient _cards;
    private readonly Clock _clock;
    private bool _isClosed;

    private JournaledEnrolment(CardImportOptions options, CardClient cards, Clock clock)
    {
        _options = options;
        _cards = cards;
        _clock = clock;
        Journal = OpenJournal();
        Enrolment = new CardEnrolment(cards, Journal, options.Enrolment, clock);
    }

    public EnrolmentJournal Journal { get; private set; }

    public CardEnrolment Enrolment { get; private set; }

    /// <summary>
    /// Whether the input has no rows and the journal is an earlier input's, which stays as it is: that input, given back tomorrow, is not
    /// enrolled again.
    /// </summary>
    public bool KeepsJournal { get; private set; }

    /// <summary>How much longer the service wants to be left alone.</summary>
    public TimeSpan HeldFor => _cards.HeldFor;

    /// <exception cref="VgsApiException">Conflict or JournalMismatch: the journal is another run's, or another place's.</exception>
    /// <exception cref="ImportFileException">It cannot be opened.</exception>
    public static JournaledEnrolment Open(CardImportOptions options, CardClient cards, Clock clock) =>
        new(options, cards, clock);

    /// <summary>Checks the input against the journal; where that is allowed, another file gets a new one. Nothing was sent yet.</summary>
    /// <exception cref="VgsApiException">JournalMismatch: the input is not the journal's.</exception>
    /// <exception cref="ImportFileException">The old journal cannot be renamed, or the new one not opened.</exception>
    public void RequireFit(JournalFit fit)
    {
        if (fit.IsFit)
        {
            return;
        }

        if (!_options.AllowsNewJournal || !fit.IsReplaceable)
        {
            throw fit.Describe();
        }

        KeepsJournal = fit.IsEmpty;
        if (!KeepsJournal)
        {
            KeepOldJournal();
        }
    }

    /// <inheritdoc cref="CardEnrolment.CompleteAsync"/>
    public Task CompleteAsync(CancellationToken cancellationToken) =>
        KeepsJournal ? Task.CompletedTask : Enrolment.CompleteAsync(cancellationToken);

    /// <summary>Writes that the import has come to its end.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public void End()
    {
        if (!KeepsJournal)
        {
            Journal.Complete(Enrolment.Rows);
        }
    }

    /// <summary>Frees the journal, also where the old one was closed and no new one could be opened.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Enrolment.Dispose();
            Journal.Dispose();
        }
    }

    private void KeepOldJournal()
    {
        var (path, kept) = (Journal.Path, KeptJournals.NewPath(Journal));
        Guard(() => JournalSuccessor.Write(path, new JournalHeader(_options.Place, _clock.UtcNow)));

        // While it is this run's: another one would find the old journal there, and rename what has its name by then. Windows renames no
        // file that is open.
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            Dispose();
            Guard(() => File.Move(path, kept));
        }
        else
        {
            Guard(() => Journal.MoveTo(kept));
            Dispose();
        }

        Journal = OpenJournal();
        Enrolment = new CardEnrolment(_cards, Journal, _options.Enrolment, _clock);
        _isClosed = false;
    }

    private void Guard(Action action) =>
        ImportFileException.Guard(
            _options.Files.Journal,
            () =>
            {
                action();
                return true;
            }
        );

    private EnrolmentJournal OpenJournal()
    {
        var path = _options.Files.Journal;
        try
        {
            return ImportFileException.Guard(path, () => EnrolmentJournal.Open(path, _options.Place, _clock));
        }
        catch (ImportFileException error) when (JournalSuccessor.IsNowhere(path))
        {
            throw new ImportFileException(path, JournalFault.CannotBegin(path, error.Cause));
        }
    }
}
