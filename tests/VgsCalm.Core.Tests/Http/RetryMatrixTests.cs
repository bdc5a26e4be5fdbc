using VgsCalm.Http;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Which answers make which request go out again: the table of the contract.</summary>
public sealed class RetryMatrixTests : IDisposable
{
    private const int Tries = RetryPolicy.DefaultRetries + 1;
    private readonly TransportRig _rig = new();

    public static TheoryData<string, VgsApi, int, int, VgsErrorId> Table()
    {
        var table = new TheoryData<string, VgsApi, int, int, VgsErrorId>();
        foreach (var method in new[] { "GET", "HEAD", "DELETE" })
        {
            table.Add(method, VgsApi.Calm, 408, Tries, VgsErrorId.OperationTimeout);
            table.Add(method, VgsApi.Calm, 429, Tries, VgsErrorId.RateLimited);
            foreach (var status in new[] { 500, 502, 503, 504 })
            {
                table.Add(method, VgsApi.Calm, status, Tries, VgsErrorId.ServiceError);
            }

            foreach (var api in new[] { VgsApi.Cmp, VgsApi.Accounts, VgsApi.CardAttributes })
            {
                table.Add(method, api, 500, 1, VgsErrorId.ServiceError);
            }

            table.Add(method, VgsApi.Cmp, 503, Tries, VgsErrorId.ServiceError);
            AddAnswersForGood(table, method);
        }

        foreach (var method in new[] { "POST", "PATCH", "PUT" })
        {
            table.Add(method, VgsApi.Calm, 408, 1, VgsErrorId.OperationTimeout);
            table.Add(method, VgsApi.Calm, 429, Tries, VgsErrorId.RateLimited);
            table.Add(method, VgsApi.Calm, 500, 1, VgsErrorId.ServiceError);
            table.Add(method, VgsApi.Calm, 502, 1, VgsErrorId.OutcomeUnknown);
            table.Add(method, VgsApi.Calm, 503, 1, VgsErrorId.ServiceError);
            table.Add(method, VgsApi.Calm, 504, 1, VgsErrorId.OutcomeUnknown);
            AddAnswersForGood(table, method);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Each_answer_is_repeated_as_often_as_the_contract_says(
        string method,
        VgsApi api,
        int status,
        int tries,
        VgsErrorId id
    )
    {
        for (var i = 0; i < tries; i++)
        {
            _rig.Service.Answer(status);
        }

        var error = await _rig.Fail(new ApiRequest(new HttpMethod(method), api, "/cards/CRD1"));
        Assert.Equal((id, status), (error.Id, error.StatusCode));
        Assert.Equal(tries, _rig.Service.Sent.Length);
        Assert.Equal(tries - 1, _rig.Clock.Waits.Length);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task A_503_that_says_when_to_come_back_was_not_carried_out(string method)
    {
        _rig.Service.AnswerSaying(503, "Retry-After", "3").Answer(200);
        await _rig.Send(new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards") { Body = [] });
        Assert.Equal([TimeSpan.FromSeconds(3)], _rig.Clock.Waits);
    }

    [Theory]
    [InlineData("GET", 5)]
    [InlineData("HEAD", 5)]
    [InlineData("DELETE", 5)]
    [InlineData("POST", 5)]
    [InlineData("PATCH", 5)]
    public async Task A_connection_that_could_not_be_made_is_tried_again_by_every_method(string method, int tries)
    {
        for (var i = 0; i < tries; i++)
        {
            _rig.Service.RefuseConnection();
        }

        Assert.Equal(
            VgsErrorId.ConnectionFailed,
            (await _rig.Fail(new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards"))).Id
        );
        Assert.Equal(tries, _rig.Service.Sent.Length);
    }

    [Fact]
    public async Task The_pauses_grow_and_differ()
    {
        for (var i = 0; i < 10; i++)
        {
            _rig.Service.Answer(502);
        }

        await _rig.Fail(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x") { Retry = new() { MaximumRetries = 9 } });
        var full = new[] { 0.5, 1, 2, 4, 8, 16, 30, 30, 30 };
        Assert.All(_rig.Clock.Waits.Zip(full), w => Assert.InRange(w.First.TotalSeconds, w.Second / 2, w.Second));
        Assert.Equal(9, _rig.Clock.Waits.Distinct().Count());
    }

    [Fact]
    public async Task The_caller_may_set_number_and_pause()
    {
        _rig.Service.Answer(502).Answer(502).Answer(502);
        await _rig.Fail(
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x")
            {
                Retry = new()
                {
                    MaximumRetries = 2,
                    RetryInterval = TimeSpan.FromSeconds(9),
                    MaxWait = TimeSpan.FromSeconds(1),
                },
            }
        );
        Assert.Equal([TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9)], _rig.Clock.Waits);
    }

    [Theory]
    [InlineData("GET", VgsApi.Calm, 408)]
    [InlineData("GET", VgsApi.Calm, 500)]
    [InlineData("HEAD", VgsApi.Cmp, 502)]
    [InlineData("DELETE", VgsApi.Accounts, 504)]
    public async Task A_failure_that_says_when_to_come_back_is_left_alone(string method, VgsApi api, int status)
    {
        var said = new List<TimeSpan>();
        _rig.Service.AnswerSaying(status, "Retry-After", "42")
            .AnswerSaying(status, "Retry-After", "42")
            .AnswerSaying(status, "Retry-After", "0")
            .Answer(200);

        await _rig
            .Transport.SendAsync(
                new ApiRequest(new HttpMethod(method), api, "/x"),
                new RequestObserver(heldBack: said.Add),
                CancellationToken.None
            )
            .Soon();

        var asked = TimeSpan.FromSeconds(42);
        Assert.Equal([asked, asked], _rig.Clock.Waits.Take(2));
        Assert.InRange(_rig.Clock.Waits[2].TotalSeconds, 1, 2);
        Assert.Equal([asked, asked], said);
    }

    [Theory]
    [InlineData("60", 59, 1)]
    [InlineData("60", 60, Tries)]
    [InlineData("0", 1, 3)]
    public async Task No_pause_is_longer_than_the_request_may_wait(string retryAfter, int seconds, int tries)
    {
        for (var i = 0; i < tries; i++)
        {
            _rig.Service.AnswerSaying(502, "Retry-After", retryAfter);
        }

        var error = await _rig.Fail(
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x")
            {
                Retry = new() { MaxWait = TimeSpan.FromSeconds(seconds) },
            }
        );

        Assert.Equal((VgsErrorId.ServiceError, 502), (error.Id, error.StatusCode));
        Assert.Equal(tries, _rig.Service.Sent.Length);
    }

    [Fact]
    public async Task Without_retries_the_first_answer_counts()
    {
        _rig.Service.Answer(429);
        await _rig.Fail(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x") { Retry = new() { MaximumRetries = 0 } });
        Assert.Empty(_rig.Clock.Waits);
    }

    [Fact]
    public async Task A_service_that_recovers_is_forgiven()
    {
        _rig.Service.Answer(503).LoseAnswer().RefuseConnection().Answer(200, "{}");
        Assert.Equal(200, (await _rig.Send(TransportRig.Get())).StatusCode);
    }

    [Fact]
    public async Task An_error_status_that_was_asked_for_comes_after_the_same_retries()
    {
        for (var i = 0; i < Tries; i++)
        {
            _rig.Service.Answer(503);
        }

        Assert.Equal(
            503,
            (await _rig.Send(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x") { AcceptErrorStatus = true })).StatusCode
        );
    }

    public void Dispose() => _rig.Dispose();

    private static void AddAnswersForGood(TheoryData<string, VgsApi, int, int, VgsErrorId> table, string method)
    {
        table.Add(method, VgsApi.Calm, 302, 1, VgsErrorId.ResponseInvalid);
        table.Add(method, VgsApi.Calm, 400, 1, VgsErrorId.RequestInvalid);
        table.Add(method, VgsApi.Calm, 403, 1, VgsErrorId.Forbidden);
        table.Add(method, VgsApi.Calm, 404, 1, VgsErrorId.NotFound);
        table.Add(method, VgsApi.Calm, 410, 1, VgsErrorId.NotFound);
        table.Add(method, VgsApi.Calm, 409, 1, VgsErrorId.Conflict);
        table.Add(method, VgsApi.Calm, 422, 1, VgsErrorId.RequestInvalid);
        table.Add(method, VgsApi.Calm, 501, 1, VgsErrorId.ServiceError);
    }
}
