using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>The same command on the second day: with the same file, a corrected one, and another one of the same name.</summary>
public sealed class ImportAgainTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    private string Input => _rig.Journal.JournalPath.Replace(".journal.jsonl", "", StringComparison.Ordinal);

    private string Folder => Path.GetDirectoryName(_rig.Journal.JournalPath)!;

    [Fact]
    public async Task Another_file_of_the_same_name_needs_NewJournal_and_keeps_the_old_one()
    {
        await ImportAsync(Rows(1, 3));

        var error = await Assert.ThrowsAsync<VgsApiException>(() => ImportAsync(Rows(11, 13)));

        Assert.Equal(VgsErrorId.JournalMismatch, error.Id);
        Assert.Contains("row 1 was sent as 541515…0001 11/29, and is 541515…0011 11/29 now", error.Message);
        Assert.Contains("ended (3 rows)", error.Message, StringComparison.Ordinal);
        Assert.Contains("-NewJournal", error.RecommendedAction!, StringComparison.Ordinal);

        // The advice, followed.
        await ImportAsync(Rows(11, 13), allowsNewJournal: true);
        Assert.Equal(6, _rig.Sent);
        Assert.Single(Directory.GetFiles(Folder, "*.journal.jsonl.2*"));
    }

    [Fact]
    public async Task NewJournal_changes_nothing_for_the_file_that_fits()
    {
        await ImportAsync(Rows(1, 3), allowsNewJournal: true);
        await ImportAsync(Rows(1, 3), allowsNewJournal: true);
        await ImportAsync(Rows(1, 5), allowsNewJournal: true);

        Assert.Equal(5, _rig.Sent);
        Assert.Empty(Directory.GetFiles(Folder, "*.journal.jsonl.2*"));
    }

    [Fact]
    public async Task NewJournal_does_not_take_a_file_of_which_some_sent_rows_fit()
    {
        await ImportAsync(Rows(1, 3));

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            ImportAsync([.. Rows(1, 2), .. Rows(9, 9)], allowsNewJournal: true)
        );

        Assert.Equal((VgsErrorId.JournalMismatch, 3), (error.Id, _rig.Sent));
        Assert.Contains("row 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("file of their own", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.DoesNotContain("JournalPath", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewJournal_does_not_take_another_file_while_a_row_is_unknown()
    {
        _rig.Web.Service.LoseAnswer();
        await ImportAsync(Rows(1, 1), answers: 0);

        var error = await Assert.ThrowsAsync<VgsApiException>(() => ImportAsync(Rows(7, 7), allowsNewJournal: true));

        Assert.Equal((VgsErrorId.JournalMismatch, 1), (error.Id, _rig.Sent));
        Assert.Contains("end the old import first", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_is_complete_is_not_written_to_again()
    {
        await ImportAsync(Rows(1, 3));
        var before = _rig.Journal.Lines;

        await ImportAsync(Rows(1, 3));

        Assert.Equal(before, _rig.Journal.Lines);
    }

    [Fact]
    public async Task A_row_that_failed_is_sent_again_only_when_asked_for()
    {
        _rig.Web.Service.Answer(202, EnrolmentRig.Card(1, "failed"));
        await ImportAsync(Rows(1, 1), answers: 0);
        await ImportAsync(Rows(1, 1), answers: 0);
        Assert.Equal(1, _rig.Sent);

        await ImportAsync(Rows(1, 1), answers: 1, new EnrolmentOptions { RetryFailed = true });

        Assert.Equal((2, EnrolmentState.Enrolled), (_rig.Sent, Assert.Single(_rig.States())));
    }

    [Theory]
    [InlineData(false, 3, 0)]
    [InlineData(true, 2, 1)]
    public async Task A_card_that_stands_twice_is_counted_and_left_out_when_asked_for(
        bool skips,
        int sent,
        int rejected
    )
    {
        var rows = new[] { EnrolmentRig.Row(1), EnrolmentRig.Row(2), EnrolmentRig.Row(1) };

        var end = await ImportAsync(rows, answers: sent, new EnrolmentOptions { SkipDuplicate = skips });

        Assert.Equal((sent, 1L, (long)rejected), (_rig.Sent, end.Result.Duplicate, end.Result.Rejected));
    }

    [Theory]
    [InlineData("5415150000000001", "13")]
    [InlineData("4.11111E+15", "11")]
    public async Task A_row_that_was_rejected_is_no_earlier_row_of_a_good_one(string number, string month)
    {
        var bad = EnrolmentRig.Row(1) with { Number = number, ExpMonth = month };
        CardRow[] rows = [bad, bad with { Name = "Another" }, EnrolmentRig.Row(1), EnrolmentRig.Row(1)];
        var options = new EnrolmentOptions { SkipDuplicate = true };
        ImportRig.Write(Input, rows);
        using var planner = new ImportPlanner(Files(), ImportRig.Format, place: null, options, _rig.Web.Clock);
        var plan = planner.Complete(allowsNewJournal: false, CancellationToken.None);

        var end = await ImportAsync(rows, answers: 1, options);

        Assert.Equal((1, 1L, 3L), (_rig.Sent, end.Result.Duplicate, end.Result.Rejected));
        Assert.Equal((1L, 1L, 2L), (plan.New, plan.Duplicate, plan.Malformed));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_found_out_before_anything_is_sent()
    {
        File.WriteAllBytes(
            Input,
            [
                .. "Name,Number,ExpMonth,ExpYear\nJane,5415150000000001,11,29\nZo"u8,
                0xEB,
                .. ",5415150000000002,11,29\n"u8,
            ]
        );

        var error = await Assert.ThrowsAsync<VgsApiException>(() => ImportRig.RunAsync(Files(), _rig.Web));

        Assert.Equal((VgsErrorId.CardInvalid, 0), (error.Id, _rig.Sent));
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_tells_what_is_new_known_malformed_and_twice()
    {
        await ImportAsync(Rows(1, 2));
        var before = _rig.Journal.Lines;
        ImportRig.Write(Input, [.. Rows(1, 3), EnrolmentRig.Row(3), EnrolmentRig.Row(5) with { ExpMonth = "13" }]);
        using var planner = new ImportPlanner(
            Files(),
            ImportRig.Format,
            place: null,
            new EnrolmentOptions(),
            _rig.Web.Clock
        );

        var plan = planner.Complete(allowsNewJournal: false, CancellationToken.None);

        Assert.Equal("5 rows: 2 new, 0 again, 2 known, 1 malformed, 1 duplicates", plan.ToString());
        var problem = Assert.Single(plan.Problems);
        Assert.Equal((5L, "ExpMonth"), (problem.Row, problem.Field));
        Assert.Equal((2, before.Length), (_rig.Sent, _rig.Journal.Lines.Length));
    }

    public void Dispose() => _rig.Dispose();

    private static CardRow[] Rows(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(row => EnrolmentRig.Row(row))];

    private Task<CardImportEnd> ImportAsync(CardRow[] rows, bool allowsNewJournal = false) =>
        ImportAsync(rows, rows.Length, new EnrolmentOptions(), allowsNewJournal);

    private async Task<CardImportEnd> ImportAsync(
        CardRow[] rows,
        int answers,
        EnrolmentOptions? options = null,
        bool allowsNewJournal = false
    )
    {
        ImportRig.Write(Input, rows);
        _rig.Answers(answers);
        try
        {
            return await ImportRig.RunAsync(Files(), _rig.Web, options, allowsNewJournal);
        }
        finally
        {
            _rig.Web.Service.Clear();
        }
    }

    private ImportFiles Files() => ImportRig.Files(Input, _rig.Journal.JournalPath);
}
