using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>What becomes of a row by the answer that it gets, and which answers stop the import.</summary>
public sealed class RowOutcomeTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    [Theory]
    [InlineData(400, "invalid-payload", EnrolmentState.Rejected)]
    [InlineData(422, "card-brand-not-supported", EnrolmentState.Rejected)]
    [InlineData(422, "a-code-of-tomorrow", EnrolmentState.Rejected)]
    [InlineData(409, "duplicate", EnrolmentState.Rejected)]
    [InlineData(500, "internal-server-error", EnrolmentState.Unknown)]
    [InlineData(501, null, EnrolmentState.Unknown)]
    [InlineData(502, null, EnrolmentState.Unknown)]
    [InlineData(503, null, EnrolmentState.Unknown)]
    [InlineData(504, null, EnrolmentState.Unknown)]
    [InlineData(408, null, EnrolmentState.Unknown)]
    [InlineData(200, null, EnrolmentState.Unknown)]
    public async Task The_answer_decides_what_becomes_of_its_row(int status, string? code, object expected)
    {
        _rig.Web.Service.Answer(
            status,
            code is null ? "<html/>" : $$$"""{"errors":[{"code":"{{{code}}}","detail":"Said."}]}"""
        );

        await _rig.Answers(1).Run(EnrolmentRig.Rows(2));

        Assert.Equal([(EnrolmentState)expected, EnrolmentState.Enrolled], _rig.States());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(451)]
    [InlineData(302)]
    public async Task A_row_that_a_firewall_refuses_costs_no_other(int status)
    {
        _rig.Answers(1);
        _rig.Web.Service.Answer(status, "<html/>");

        await _rig.Answers(2).Run(EnrolmentRig.Rows(4));

        Assert.Equal(
            [EnrolmentState.Enrolled, EnrolmentState.Rejected, EnrolmentState.Enrolled, EnrolmentState.Enrolled],
            _rig.States()
        );
    }

    [Theory]
    [InlineData(400, "<html/>", VgsErrorId.RequestInvalid)]
    [InlineData(403, "<html/>", VgsErrorId.Forbidden)]
    [InlineData(404, "<html/>", VgsErrorId.NotFound)]
    [InlineData(302, "<html/>", VgsErrorId.ResponseInvalid)]
    [InlineData(400, """{"code":400,"message":"Bad Request"}""", VgsErrorId.RequestInvalid)]
    [InlineData(400, """{"error":{"code":400,"message":"Bad Request"}}""", VgsErrorId.RequestInvalid)]
    [InlineData(400, """{"status":400,"error":"Bad Request"}""", VgsErrorId.RequestInvalid)]
    public async Task Five_refusals_in_a_row_stop_the_import_and_name_the_row(int status, string body, object id)
    {
        for (var row = 0; row < RowRefusals.MaxInARow; row++)
        {
            _rig.Web.Service.Answer(status, body);
        }

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(9)));

        Assert.Equal(((VgsErrorId)id, RowRefusals.MaxInARow), (error.Id, _rig.Sent));
        Assert.Contains(
            "5 rows in a row were refused, the last of them row 5",
            error.Message,
            StringComparison.Ordinal
        );
        await _rig.Answers(9).Run(EnrolmentRig.Rows(9));
        Assert.All(_rig.States(), state => Assert.Equal(EnrolmentState.Enrolled, state));
    }

    [Fact]
    public async Task Any_number_of_rows_that_are_refused_with_a_code_stop_nothing()
    {
        const int Refused = 2 * RowRefusals.MaxInARow;
        for (var row = 0; row < Refused; row++)
        {
            _rig.Web.Service.Answer(422, """{"errors":[{"code":"a-code-of-tomorrow","detail":"Said."}]}""");
        }

        var counts = await _rig.Answers(1).Run(EnrolmentRig.Rows(Refused + 1));

        Assert.Equal((Refused, 1), (counts.CountOf(EnrolmentState.Rejected), counts.CountOf(EnrolmentState.Enrolled)));
    }

    [Fact]
    public async Task Rows_that_are_refused_in_every_run_do_not_stop_it_for_ever()
    {
        const int Refused = 2 * RowRefusals.MaxInARow;
        for (var run = 0; run < 3; run++)
        {
            for (var row = 0; row < Refused; row++)
            {
                _rig.Web.Service.Answer(403, "<html/>");
            }

            try
            {
                await _rig.Answers(3).Run(EnrolmentRig.Rows(Refused + 3));
                break;
            }
            catch (VgsApiException error) when (run < 2)
            {
                Assert.Equal(VgsErrorId.Forbidden, error.Id);
                _rig.Web.Service.Clear();
            }
        }

        Assert.Equal(3, _rig.States().Count(state => state == EnrolmentState.Enrolled));
    }

    [Theory]
    [InlineData(429, "300", VgsErrorId.RateLimited)]
    [InlineData(503, "300", VgsErrorId.ServiceError)]
    public async Task A_long_Retry_After_stops_the_import_and_makes_no_row_unknown(
        int status,
        string retryAfter,
        object id
    )
    {
        _rig.Web.Service.AnswerSaying(status, "Retry-After", retryAfter);

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)));

        Assert.Equal((VgsErrorId)id, error.Id);
        Assert.Contains("300 s", error.RecommendedAction, StringComparison.Ordinal);
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
    }

    [Fact]
    public async Task Two_dozen_refusals_that_ask_for_no_wait_stop_nothing()
    {
        for (var refusal = 0; refusal < 24; refusal++)
        {
            _rig.Web.Service.AnswerSaying(429, "Retry-After", "0");
        }

        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));

        Assert.Equal(26, _rig.Sent);
    }

    [Fact]
    public async Task Answers_that_are_lost_row_after_row_end_the_import()
    {
        for (var row = 0; row < 30; row++)
        {
            _rig.Web.Service.Answer(502, "");
        }

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(30)));

        Assert.Equal((VgsErrorId.OutcomeUnknown, 20), (error.Id, _rig.Sent));
        Assert.StartsWith("20 answers in a row were lost", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat(EnrolmentState.Unknown, 20), _rig.States());
    }

    [Fact]
    public async Task A_defect_met_by_one_row_ends_the_import_and_is_not_swallowed()
    {
        _rig.Web.Service.Break(new NotSupportedException("a defect"));

        await Assert.ThrowsAsync<NotSupportedException>(() => _rig.Run(EnrolmentRig.Rows(3)));

        Assert.Equal([EnrolmentState.Sending], _rig.States());
        Assert.Equal(1, (await _rig.Answers(2).Run(EnrolmentRig.Rows(3))).CountOf(EnrolmentState.Unknown));
        Assert.Equal([EnrolmentState.Unknown, EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
    }

    [Fact]
    public async Task A_row_that_met_an_error_of_every_row_is_taken_up_again()
    {
        _rig.Web.Service.Answer(401, "{}");
        _rig.Web.Service.Answer(401, "{}");

        await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)));

        Assert.Equal([EnrolmentState.Withdrawn], _rig.States());
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
    }

    public void Dispose() => _rig.Dispose();
}
