using VgsCalm.Bulk;
using VgsCalm.Errors;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>What an error advises, done to the letter, enrols no card twice. Enrolments are counted by card.</summary>
public sealed class ImportAdviceTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    private string Folder => Path.GetDirectoryName(_rig.Journal.JournalPath)!;

    [Fact]
    public async Task A_rejected_row_is_corrected_in_place_and_sent_alone()
    {
        var wrong = EnrolmentRig.Row(2) with { ExpMonth = "13" };
        await ImportAsync("cards.csv", [EnrolmentRig.Row(1), wrong, EnrolmentRig.Row(3)]);

        var end = await ImportAsync("cards.csv", Rows(1, 3));

        Assert.Equal((3L, 0L), (end.Result.Enrolled, end.Result.Rejected));
        ShouldHaveSentOnce(1, 2, 3);
    }

    [Fact]
    public async Task A_corrected_row_goes_into_a_file_of_its_own()
    {
        await ImportAsync("cards.csv", Rows(1, 3));
        var corrected = EnrolmentRig.Row(2) with { ExpYear = "31" };
        var mixed = new[] { EnrolmentRig.Row(1), corrected, EnrolmentRig.Row(3), EnrolmentRig.Row(4) };

        var advice = await RefusedAsync("cards.csv", mixed);

        // "Leave out the rows that the old import has enrolled, and give it another name." The corrected card was enrolled, too.
        Assert.Contains("leave out the rows that the old import has enrolled", advice, StringComparison.Ordinal);
        Assert.Contains("give it another name", advice, StringComparison.Ordinal);
        await ImportAsync("others.csv", Rows(4, 4));
        ShouldHaveSentOnce(1, 2, 3, 4);
    }

    [Fact]
    public async Task Another_file_under_the_old_name_takes_NewJournal()
    {
        await ImportAsync("cards.csv", Rows(1, 3));

        Assert.Contains("add -NewJournal", await RefusedAsync("cards.csv", Rows(11, 13)), StringComparison.Ordinal);

        await ImportAsync("cards.csv", Rows(11, 13), allowsNewJournal: true);
        ShouldHaveSentOnce(1, 2, 3, 11, 12, 13);
    }

    [Fact]
    public async Task NewJournal_that_is_refused_wants_the_old_import_ended_first()
    {
        _rig.Web.Service.LoseAnswer();
        await ImportAsync("cards.csv", Rows(1, 1), answers: 0);

        var advice = await RefusedAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        Assert.Contains("end the old import first", advice, StringComparison.Ordinal);

        // The unknown row was not enrolled, as a look at the vault shows; -RetryUnknown ends the old import.
        await ImportAsync("cards.csv", Rows(1, 1), options: new EnrolmentOptions { RetryUnknown = true });
        await ImportAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        ShouldHaveSent((1, 2), (7, 1));
    }

    [Fact]
    public async Task The_old_file_under_another_name_goes_on_with_its_journal()
    {
        _rig.Web.Service.LoseAnswer();
        await ImportAsync("cards.csv", Rows(1, 2), answers: 1);
        var journal = Path.Combine(Folder, "cards.csv.journal.jsonl");

        var advice = await RefusedAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        Assert.Contains($"-JournalPath {ShellArgument.Quote(journal)} and -Wait", advice, StringComparison.Ordinal);
        Assert.Contains("-RetryUnknown", advice, StringComparison.Ordinal);

        var unknown = new EnrolmentOptions { RetryUnknown = true };
        await ImportAsync("yesterday.csv", Rows(1, 2), options: unknown, journal: journal);
        await ImportAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        ShouldHaveSent((1, 2), (2, 1), (7, 1));
    }

    [Fact]
    public async Task The_old_import_is_ended_by_the_command_that_began_it()
    {
        var skips = new EnrolmentOptions { SkipDuplicate = true };
        CardRow[] twice = [.. Rows(1, 2), .. Rows(2, 2)];
        _rig.Web.Service.LoseAnswer();
        await ImportAsync("cards.csv", twice, answers: 1, options: skips);

        // Without -SkipDuplicate the row that was left out would be sent after all.
        var advice = await RefusedAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        Assert.Contains("run the command that it was begun with", advice, StringComparison.Ordinal);

        var journal = Path.Combine(Folder, "cards.csv.journal.jsonl");
        await ImportAsync("yesterday.csv", twice, options: skips with { RetryUnknown = true }, journal: journal);
        await ImportAsync("cards.csv", Rows(7, 7), allowsNewJournal: true);
        ShouldHaveSent((1, 2), (2, 1), (7, 1));
    }

    [Fact]
    public async Task An_unknown_row_is_not_sent_again_by_the_same_command()
    {
        _rig.Web.Service.LoseAnswer();
        await ImportAsync("cards.csv", Rows(1, 2), answers: 1);

        var end = await ImportAsync("cards.csv", Rows(1, 2));

        Assert.Equal(1L, end.Result.Unknown);
        ShouldHaveSentOnce(1, 2);
    }

    [Fact]
    public async Task A_journal_of_another_vault_wants_its_own_session_or_path()
    {
        await ImportAsync("cards.csv", Rows(1, 2), vault: "tntA");

        var advice = await RefusedAsync("cards.csv", Rows(1, 2), vault: "tntB");
        Assert.Contains("Connect to its place", advice, StringComparison.Ordinal);

        // Without a name of its own it would close the session that is there.
        Assert.Contains("with a -Name of its own", advice, StringComparison.Ordinal);
        // A session that lacks -Environment Live is the likelier cause: real cards would go to the sandbox.
        Assert.Contains("Only if these cards are meant for this session's place", advice, StringComparison.Ordinal);
        Assert.Contains("-JournalPath", advice, StringComparison.Ordinal);

        await ImportAsync("cards.csv", Rows(1, 2), vault: "tntA");
        ShouldHaveSentOnce(1, 2);
    }

    [Fact]
    public async Task A_file_that_lost_rows_gets_them_back()
    {
        await ImportAsync("cards.csv", Rows(1, 3));

        var advice = await RefusedAsync("cards.csv", Rows(1, 2), allowsNewJournal: true);

        Assert.Contains("leave out the rows that the old import has enrolled", advice, StringComparison.Ordinal);
        ShouldHaveSentOnce(1, 2, 3);
    }

    [Fact]
    public async Task Rows_that_were_taken_out_unsent_are_in_no_next_file_s_way()
    {
        _rig.Answers(1).Web.Service.Answer(401).Answer(401);
        await Assert.ThrowsAsync<VgsApiException>(() => ImportAsync("cards.csv", Rows(1, 3), answers: 0));
        await ImportAsync("cards.csv", Rows(1, 1));

        await ImportAsync("cards.csv", Rows(7, 8), allowsNewJournal: true);

        ShouldHaveSent((1, 1), (3, 0), (7, 1), (8, 1));
    }

    public void Dispose() => _rig.Dispose();

    private static CardRow[] Rows(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(row => EnrolmentRig.Row(row))];

    private void ShouldHaveSentOnce(params int[] rows) => ShouldHaveSent([.. rows.Select(row => (row, 1))]);

    private void ShouldHaveSent(params (int Row, int Times)[] expected) =>
        Assert.Equal(
            expected,
            expected.Select(row =>
                (
                    row.Row,
                    _rig.Web.Service.Sent.Count(sent =>
                        sent.Body!.Contains(EnrolmentRig.Row(row.Row).Number!, StringComparison.Ordinal)
                    )
                )
            )
        );

    private async Task<string> RefusedAsync(
        string name,
        CardRow[] rows,
        bool allowsNewJournal = false,
        string? vault = null
    )
    {
        var before = _rig.Sent;
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            ImportAsync(name, rows, answers: 0, allowsNewJournal: allowsNewJournal, vault: vault)
        );
        Assert.Equal((VgsErrorId.JournalMismatch, before), (error.Id, _rig.Sent));
        return error.RecommendedAction!;
    }

    private async Task<CardImportEnd> ImportAsync(
        string name,
        CardRow[] rows,
        int? answers = null,
        EnrolmentOptions? options = null,
        bool allowsNewJournal = false,
        string? vault = null,
        string? journal = null
    )
    {
        var input = Path.Combine(Folder, name);
        ImportRig.Write(input, rows);
        _rig.Answers(answers ?? rows.Length);
        try
        {
            var files = ImportRig.Files(input, journal ?? input + ".journal.jsonl");
            return await ImportRig.RunAsync(files, _rig.Web, options, allowsNewJournal, vault);
        }
        finally
        {
            _rig.Web.Service.Clear();
        }
    }
}
