using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// A row that is sent again by -RetryUnknown or -RetryFailed. What becomes of the second try says nothing of the first, whose card VGS may
/// have, unless it is about the card itself.
/// </summary>
public sealed class RetriedRowTests : IDisposable
{
    private static readonly EnrolmentOptions Retry = new() { RetryUnknown = true, RetryFailed = true };

    private readonly EnrolmentRig _rig = new();

    private string Input => _rig.Journal.JournalPath + ".csv";

    [Theory]
    [InlineData(EnrolmentState.Unknown)]
    [InlineData(EnrolmentState.Failed)]
    public async Task A_second_try_that_is_not_carried_out_changes_nothing(object state)
    {
        await SendFirst((EnrolmentState)state);
        _rig.Web.Service.Answer(401).Answer(401);
        await Assert.ThrowsAsync<VgsApiException>(() => Import(EnrolmentRig.Rows(1), Retry));
        var sent = _rig.Sent;

        await Import(EnrolmentRig.Rows(1));

        Assert.Equal(((EnrolmentState)state, sent), (Assert.Single(_rig.States()), _rig.Sent));
    }

    [Fact]
    public async Task One_that_was_put_off_at_first_is_unknown_again()
    {
        await SendFirst(EnrolmentState.Unknown);
        _rig.Web.Service.AnswerSaying(429, "Retry-After", "1").Answer(401).Answer(401);

        await Assert.ThrowsAsync<VgsApiException>(() => Import(EnrolmentRig.Rows(1), Retry));

        Assert.Equal(EnrolmentState.Unknown, Assert.Single(_rig.States()));
    }

    [Theory]
    [InlineData("<html/>", true)]
    [InlineData("""{"errors":[{"code":"card-brand-not-supported"}]}""", false)]
    public async Task A_refusal_settles_an_unknown_row_where_it_is_of_its_card(string answer, bool isOpen)
    {
        await SendFirst(EnrolmentState.Unknown);
        _rig.Web.Service.Answer(403, answer);

        await Import(EnrolmentRig.Rows(1), Retry);

        ShouldBeRejected("403", isOpen);
    }

    [Fact]
    public async Task What_is_refused_after_a_lost_answer_says_so_until_it_is_known()
    {
        await SendFirst(EnrolmentState.Unknown);
        var spoilt = EnrolmentRig.Row(1) with { Name = "" };
        await Import([spoilt], Retry);
        ShouldBeRejected("Name", isOpen: true);

        _rig.Web.Service.Answer(401).Answer(401);
        await Assert.ThrowsAsync<VgsApiException>(() => Import(EnrolmentRig.Rows(1)));
        ShouldBeRejected("Name", isOpen: true);

        _rig.Web.Service.Answer(403, "<html/>");
        await Import(EnrolmentRig.Rows(1));
        ShouldBeRejected("403", isOpen: true);

        _rig.Answers(1);
        await Import(EnrolmentRig.Rows(1));
        Assert.Equal(EnrolmentState.Enrolled, Assert.Single(_rig.States()));
    }

    [Fact]
    public async Task One_that_is_left_out_as_a_duplicate_may_be_at_VGS_all_the_same()
    {
        await SendFirst(EnrolmentState.Unknown);
        var rejects = Input + ".rejects.csv";
        CardRow[] twice = [EnrolmentRig.Row(1), EnrolmentRig.Row(1)];
        _rig.Answers(1);
        await Import(twice);

        await Import(twice, Retry with { SkipDuplicate = true }, rejects);

        ShouldBeRejected("Another row has the same card", isOpen: true);
        Assert.Contains("VGS may have it of this row, too", File.ReadAllText(rejects), StringComparison.Ordinal);
        Assert.Equal(2, _rig.Sent);
    }

    [Theory]
    [InlineData(422, "card-brand-not-supported", "Empty the row's number")]
    [InlineData(422, "card-not-allowed", "Empty the row's number")]
    [InlineData(422, "merchant-not-found", "Give the row the id of a merchant that VGS has")]
    [InlineData(422, "validation-failed", "Correct the row in the file")]
    [InlineData(403, "forbidden", "The answer blames no field of the row")]
    [InlineData(403, "", "The answer blames no field of the row")]
    [InlineData(302, "", "The answer blames no field of the row")]
    public async Task A_reject_file_advises_what_helps_the_row(int status, string code, string advice)
    {
        _rig.Web.Service.Answer(status, $$"""{"errors":[{"code":"{{code}}"}]}""");
        var rejects = Input + ".rejects.csv";

        await Import(EnrolmentRig.Rows(1), options: null, rejects);

        Assert.Contains(advice, File.ReadAllText(rejects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reject_file_asks_first_whether_VGS_has_such_a_card()
    {
        await SendFirst(EnrolmentState.Unknown);
        _rig.Web.Service.Answer(403, "<html/>");
        var rejects = Input + ".rejects.csv";

        await Import(EnrolmentRig.Rows(1), Retry, rejects);

        Assert.Contains(
            "Find out whether VGS has the card. If not,",
            File.ReadAllText(rejects),
            StringComparison.Ordinal
        );
        var emptied = EnrolmentRig.Row(1) with { Number = "" };
        await Import([emptied], options: null, rejects);
        Assert.Equal(2, _rig.Sent);
        Assert.Contains("or leave it empty", File.ReadAllText(rejects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_was_emptied_as_advised_need_not_be_corrected()
    {
        _rig.Web.Service.Answer(422, """{"errors":[{"code":"card-not-allowed"}]}""");
        await Import(EnrolmentRig.Rows(1));
        var rejects = Input + ".rejects.csv";

        await Import([EnrolmentRig.Row(1) with { Number = "" }], options: null, rejects);

        Assert.Contains("unless its number was emptied", File.ReadAllText(rejects), StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private async Task SendFirst(EnrolmentState state)
    {
        _ = state == EnrolmentState.Failed ? _rig.Answers(1, "failed").Web.Service : _rig.Web.Service.LoseAnswer();
        await Import(EnrolmentRig.Rows(1));
        Assert.Equal(state, Assert.Single(_rig.States()));
    }

    private void ShouldBeRejected(string reason, bool isOpen)
    {
        using var journal = _rig.Journal.Open();
        var row = journal.Read(1)!;
        Assert.Equal(EnrolmentState.Rejected, row.State);
        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
        Assert.Equal(isOpen, row.Reason!.EndsWith("VGS may have the card.", StringComparison.Ordinal));
        Assert.Equal(isOpen, row.IsInDoubt);
    }

    private Task<CardImportEnd> Import(
        IEnumerable<CardRow> rows,
        EnrolmentOptions? options = null,
        string? rejects = null
    )
    {
        ImportRig.Write(Input, rows);
        var files = ImportRig.Files(Input, _rig.Journal.JournalPath) with { Reject = rejects };
        return ImportRig.RunAsync(files, _rig.Web, options);
    }
}
