using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>-NewJournal keeps the old journal under a name that is free, or says why it cannot.</summary>
public sealed class KeptJournalTests : IDisposable
{
    private const string EndOfAll = ".20250601T120000Z";

    private readonly EnrolmentRig _rig = new();

    private string Folder => Path.GetDirectoryName(_rig.Journal.JournalPath)!;

    [Fact]
    public async Task Journals_that_ended_in_the_same_second_are_all_kept()
    {
        for (var day = 1; day <= 4; day++)
        {
            await ImportAsync("cards.csv", card: day);
        }

        var journal = _rig.Journal.JournalPath + EndOfAll;
        Assert.Equal([journal, journal + ".2", journal + ".3"], Directory.GetFiles(Folder, "*Z*").Order());
        Assert.Equal(4, _rig.Sent);
    }

    [Fact]
    public async Task A_folder_of_that_name_is_left_alone()
    {
        await ImportAsync("cards.csv", card: 1);
        var taken = Directory.CreateDirectory(_rig.Journal.JournalPath + EndOfAll).FullName;

        await ImportAsync("cards.csv", card: 2);

        Assert.Equal([taken + ".2"], Directory.GetFiles(Folder, "*Z*"));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_renamed_is_named_and_stays()
    {
        // With the time of its end, the name is longer than a file system takes.
        var input = new string('c', 235) + ".csv";
        await ImportAsync(input, card: 1);
        var journal = Path.Combine(Folder, input + ".jsonl");
        var before = File.ReadAllBytes(journal);

        var error = await Assert.ThrowsAsync<ImportFileException>(() => ImportAsync(input, card: 2));

        Assert.Equal(journal, error.Path);
        Assert.IsNotType<ImportFileException>(error.Cause);
        Assert.Equal(before, File.ReadAllBytes(journal));
        Assert.Equal(1, _rig.Sent);

        // What the next run goes on with, had the old one been put aside.
        Assert.StartsWith("{\"journal\":\"VgsCalm\",", File.ReadAllText(journal + ".new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_has_left_of_a_new_journal_is_written_anew()
    {
        await ImportAsync("cards.csv", card: 1);
        File.WriteAllText(_rig.Journal.JournalPath + ".new", "half of");

        await ImportAsync("cards.csv", card: 2);

        Assert.Equal([EnrolmentState.Enrolled], _rig.States());
        Assert.Equal(2, _rig.Sent);
        Assert.False(File.Exists(_rig.Journal.JournalPath + ".new"));
    }

    [Fact]
    public async Task A_journal_is_renamed_while_no_other_run_can_have_it()
    {
        var input = new string('c', 235) + ".csv";
        await ImportAsync(input, card: 1);
        var journal = Path.Combine(Folder, input + ".jsonl");
        VgsApiException? other = null;

        await Assert.ThrowsAsync<ImportFileException>(() =>
            ImportAsync(
                input,
                card: 2,
                refused: () => other = Assert.Throws<VgsApiException>(() => JournalOpening.Open(journal, Clock.System))
            )
        );

        Assert.Equal(VgsErrorId.Conflict, other?.Id);
        using (JournalOpening.Open(journal, Clock.System)) { }
    }

    [Fact]
    public async Task The_old_journal_stays_where_no_new_one_can_be_written()
    {
        await ImportAsync("cards.csv", card: 1);
        Directory.CreateDirectory(_rig.Journal.JournalPath + ".new");

        var error = await Assert.ThrowsAsync<ImportFileException>(() => ImportAsync("cards.csv", card: 2));

        Assert.Contains("the old journal is as it was. Mend that", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_rig.Journal.JournalPath));
        Assert.Empty(Directory.GetFiles(Folder, "*Z*"));
    }

    public void Dispose() => _rig.Dispose();

    // Disposing of the import throws nothing, or that would be the error that a test sees.
    private async Task ImportAsync(string name, int card, Action? refused = null)
    {
        var (input, row) = (Path.Combine(Folder, name), EnrolmentRig.Row(card));
        var journal = name == "cards.csv" ? _rig.Journal.JournalPath : input + ".jsonl";
        ImportRig.Write(input, [row]);
        _rig.Web.Service.Clear();
        _rig.Answers(1);
        using var import = ImportRig.Open(
            new CardImportOptions(ImportRig.Files(input, journal), ImportRig.Format, JournalRig.Place())
            {
                AllowsNewJournal = true,
            },
            _rig.Web,
            new FakeClock()
        );
        try
        {
            await import.EnrolFileAsync(_rig.Web.Observer, CancellationToken.None).Soon();
        }
        catch (ImportFileException)
        {
            refused?.Invoke();
            throw;
        }

        await import.CompleteAsync(_rig.Web.Observer, CancellationToken.None).Soon();
    }
}
