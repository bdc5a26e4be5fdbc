using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Failures that do not tell whether a POST was carried out: one decision, read by single commands and by the import.</summary>
public sealed class OpenOutcomeTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData(303, VgsErrorId.ResponseInvalid)]
    [InlineData(408, VgsErrorId.OperationTimeout)]
    [InlineData(500, VgsErrorId.ServiceError)]
    [InlineData(501, VgsErrorId.ServiceError)]
    [InlineData(502, VgsErrorId.OutcomeUnknown)]
    [InlineData(503, VgsErrorId.ServiceError)]
    [InlineData(504, VgsErrorId.OutcomeUnknown)]
    [InlineData(599, VgsErrorId.ServiceError)]
    public async Task A_status_that_leaves_it_open_advises_no_further_try(int status, VgsErrorId id)
    {
        _rig.Service.Answer(status, """{"errors":[{"code":"merchant-not-found","detail":"gone"}]}""");
        AssertOpen(id, await _rig.Fail(TransportRig.Post()));
    }

    [Fact]
    public async Task A_network_that_wants_a_sign_in_carried_nothing_out()
    {
        _rig.Service.Answer(511, "<html>");
        var error = await _rig.Fail(TransportRig.Post());
        Assert.Equal((VgsErrorId.ConnectionFailed, false), (error.Id, error.MayHaveActed));
        Assert.True(EnrolmentOutcome.IsFatal(error));
        Assert.Contains("wants a sign-in", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_lost_answer_neither()
    {
        _rig.Service.LoseAnswer();
        AssertOpen(VgsErrorId.OutcomeUnknown, await _rig.Fail(TransportRig.Post()));
    }

    [Fact]
    public async Task After_a_success_that_is_no_card_neither()
    {
        _rig.Service.Answer(201, "<html>");
        var card = CardDetails.Create("Ada", "4111111111111111", "12", "30", "row 1");
        var clients = new CardClient(_rig.Transport, _rig.Clock);
        AssertOpen(
            VgsErrorId.ResponseInvalid,
            await Assert.ThrowsAsync<VgsApiException>(() =>
                clients.EnrolAsync(card, "row 1", reference: null, _rig.Observer, CancellationToken.None).Soon()
            )
        );
    }

    [Theory]
    [InlineData("errors.md")]
    [InlineData("about/about_VgsCalm_Errors.md")]
    public async Task The_pages_of_errors_warn_of_each_id_that_may_leave_it_open(string page)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(StagedModule.SourceRoot, "docs", page));
        var ids = new HashSet<VgsErrorId> { VgsErrorId.OutcomeUnknown, VgsErrorId.ResponseInvalid };
        for (var status = 400; status < 600; status++)
        {
            using var rig = new TransportRig();
            rig.Service.Answer(status);
            if (status == 401)
            {
                rig.Service.Answer(status);
            }

            var error = await rig.Fail(
                new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards") { Retry = new() { MaximumRetries = 0 } }
            );
            if (error.MayHaveActed)
            {
                ids.Add(error.Id);
            }
        }

        Assert.Equal(4, ids.Count);
        Assert.All(
            ids,
            id =>
                Assert.Contains(
                    lines,
                    line =>
                        (
                            line.StartsWith($"| `{id}` |", StringComparison.Ordinal)
                            || line.StartsWith($"- {id}:", StringComparison.Ordinal)
                        )
                        && (
                            line.Contains("may have been carried out", StringComparison.Ordinal)
                            || line.Contains("as `OutcomeUnknown`", StringComparison.OrdinalIgnoreCase)
                            || line.Contains("As OutcomeUnknown", StringComparison.Ordinal)
                        )
                )
        );
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_refusal_is_no_open_outcome(int status)
    {
        _rig.Service.Answer(status);
        var error = await _rig.Fail(TransportRig.Post());
        Assert.False(error.MayHaveActed);
        Assert.DoesNotContain("may have been carried out", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task A_GET_and_a_DELETE_advise_to_try_again(string method)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _rig.Service.Answer(500);
        }

        var error = await _rig.Fail(method == "GET" ? TransportRig.Get() : TransportRig.Delete());
        Assert.False(error.MayHaveActed);
        Assert.Contains("Try again", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_other_words_knows_what_the_first_one_knew()
    {
        var error = new VgsApiException(VgsErrorId.ServiceError, "It failed.", "row 1")
        {
            StatusCode = 500,
            Code = "c",
            Errors = [new VgsErrorDetail("c", "d")],
            TraceId = "t",
            IsPostponed = true,
            MayHaveActed = true,
            RecommendedAction = "Look.",
        };
        var other = error.Reworded("The import failed.");
        Assert.Equal(
            (error.Id, 500, "c", "t", true, true, "Look.", "row 1", "The import failed.", error),
            (
                other.Id,
                other.StatusCode,
                other.Code,
                other.TraceId,
                other.IsPostponed,
                other.MayHaveActed,
                other.RecommendedAction,
                other.Target,
                other.Message,
                other.InnerException
            )
        );
        Assert.Same(error.Errors, other.Errors);
    }

    public void Dispose() => _rig.Dispose();

    private static void AssertOpen(VgsErrorId id, VgsApiException error)
    {
        Assert.Equal(id, error.Id);
        Assert.True(error.MayHaveActed);
        Assert.DoesNotContain("again later", error.RecommendedAction, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("try again", error.RecommendedAction, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("find out", error.RecommendedAction, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(EnrolmentState.Unknown, EnrolmentOutcome.FromError(new CardRow().Describe(1), error).State);
    }
}
