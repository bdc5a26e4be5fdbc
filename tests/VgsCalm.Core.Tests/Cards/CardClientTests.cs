using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Cards;

/// <summary>Enrolling cards and waiting for them.</summary>
public sealed class CardClientTests : IDisposable
{
    private readonly TransportRig _rig = new();
    private readonly RequestThrottle _throttle = new(limit: 1, perMinute: 0, Clock.System);

    [Fact]
    public async Task A_card_is_enrolled_by_one_POST()
    {
        _rig.Service.Answer(202, Card("enrolling"));
        var card = await Enrol();
        var sent = Assert.Single(_rig.Service.Sent);
        Assert.Equal(
            ("POST", "/cards", "application/json"),
            (sent.Method, sent.Address.AbsolutePath, sent.Headers["Content-Type"])
        );
        Assert.Equal("""{"name":"John Doe","number":"4111111111111111","exp_month":11,"exp_year":24}""", sent.Body);
        Assert.Equal(("CRD1", "enrolling", "mine"), (card.Id, card.State, card.Reference));
    }

    [Fact]
    public async Task A_card_whose_answer_is_lost_is_unknown_by_the_name_of_its_row()
    {
        _rig.Service.LoseAnswer();
        var error = await Assert.ThrowsAsync<VgsApiException>(Enrol);
        Assert.Equal((VgsErrorId.OutcomeUnknown, "row 7"), (error.Id, error.Target));
    }

    [Fact]
    public async Task An_answer_that_is_no_card_says_that_one_may_be_enrolled()
    {
        _rig.Service.Answer(202, "<html/>");
        Assert.Contains(
            "may have been carried out",
            (await Assert.ThrowsAsync<VgsApiException>(Enrol)).RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("CRD1", "/cards/CRD1")]
    [InlineData("a/b?c#d e", "/cards/a%2Fb%3Fc%23d%20e")]
    public async Task An_id_is_one_segment_of_the_path(string id, string path)
    {
        _rig.Service.Answer(200, Card("enrolled"));
        await Client().GetAsync(id, null, null, _rig.Observer, CancellationToken.None);
        Assert.Equal(path, Assert.Single(_rig.Service.Sent).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    [InlineData(0, 2)]
    public async Task A_look_with_a_limit_waits_no_longer_for_its_next_try(int seconds, int tries)
    {
        _rig.Service.AnswerSaying(503, "Retry-After", "60").Answer(200, Card("enrolled"));
        var look = Client().GetAsync("CRD1", null, TimeSpan.FromSeconds(seconds), _rig.Observer, default);

        var error = await Record.ExceptionAsync(() => look);

        Assert.Equal(tries == 2, error is null);
        Assert.Equal(tries, _rig.Service.Sent.Length);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../merchants")]
    public async Task An_id_leads_nowhere_else(string id)
    {
        await Assert.ThrowsAsync<VgsApiException>(() =>
            Client().GetAsync(id, null, null, _rig.Observer, CancellationToken.None)
        );
        Assert.Empty(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_card_number_given_as_id_is_not_shown()
    {
        _rig.Service.Answer(404);
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Client().GetAsync(Secrets.CardNumber, null, null, _rig.Observer, CancellationToken.None)
        );
        Assert.DoesNotContain(Secrets.CardNumber, $"{error} {error.Target}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enrolled")]
    [InlineData("failed")]
    public async Task A_card_is_looked_at_until_its_state_is_final(string final)
    {
        _rig.Service.Answer(200, Card("enrolling")).Answer(200, Card("enrolling")).Answer(200, Card(final));
        Assert.Equal(final, (await Wait(null)).State);
        Assert.Equal(2, _rig.Clock.Waits.Length);
    }

    [Fact]
    public async Task The_looks_become_rarer()
    {
        for (var i = 0; i < 14; i++)
        {
            _rig.Service.Answer(200, Card("enrolling"));
        }

        _rig.Service.Answer(200, Card("enrolled"));
        await Wait(null);
        var waits = _rig.Clock.Waits;
        Assert.Equal(TimeSpan.FromMilliseconds(250), waits[0]);
        Assert.Equal(TimeSpan.FromSeconds(10), waits[^1]);
        Assert.Equal(waits.Order(), waits);
        Assert.All(
            waits.Zip(waits.Skip(1)),
            pair => Assert.True(pair.Second > pair.First || pair.Second == TimeSpan.FromSeconds(10))
        );
    }

    [Fact]
    public async Task A_card_that_takes_too_long_gets_a_last_look_and_is_a_timeout()
    {
        for (var i = 0; i < 4; i++)
        {
            _rig.Service.Answer(200, Card("enrolling"));
        }

        var began = _rig.Clock.Elapsed;
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Wait(TimeSpan.FromSeconds(1)));
        Assert.Equal((VgsErrorId.OperationTimeout, "CRD1"), (error.Id, error.Target));
        Assert.Equal(TimeSpan.FromSeconds(1), _rig.Clock.Elapsed - began);
        Assert.Equal(4, _rig.Service.Sent.Length);
    }

    [Fact]
    public async Task Without_any_time_there_is_one_look()
    {
        _rig.Service.Answer(200, Card("enrolling"));
        await Assert.ThrowsAsync<VgsApiException>(() => Wait(TimeSpan.Zero));
        Assert.Empty(_rig.Clock.Waits);
    }

    [Fact]
    public async Task Get_waits_for_a_place_in_the_throttle()
    {
        var place = await _throttle.AcquireAsync(CancellationToken.None);
        var waiting = Wait(null);
        Assert.Empty(_rig.Service.Sent);

        _rig.Service.Answer(200, Card("enrolled"));
        place.Dispose();
        await waiting;
    }

    [Fact]
    public async Task Between_two_looks_the_throttle_is_free()
    {
        using var rig = new TransportRig(new FakeClock());
        rig.Service.Answer(200, Card("enrolling")).Answer(200, Card("enrolled"));
        var waiting = new CardClient(rig.Transport, rig.Clock)
            .WaitAsync("CRD1", null, null, _throttle, rig.Observer, CancellationToken.None)
            .Soon();
        await rig.Clock.UntilWaiting(1);
        await AssertFree(_throttle);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
    }

    [Fact]
    public async Task A_look_that_fails_gives_the_throttle_back()
    {
        _rig.Service.Answer(404);
        await Assert.ThrowsAsync<VgsApiException>(() => Wait(null));
        await AssertFree(_throttle);
    }

    [Fact]
    public async Task Not_found_just_after_the_card_was_made_is_not_yet()
    {
        _rig.Service.Answer(404).Answer(404).Answer(200, Card("enrolled"));
        Assert.Equal("enrolled", (await Wait(null, _rig.Clock.UtcNow)).State);
        Assert.Equal(3, _rig.Service.Sent.Length);
    }

    [Fact]
    public async Task Not_found_half_a_minute_after_the_card_was_made_is_an_error()
    {
        _rig.Service.Answer(404);
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Wait(null, _rig.Clock.UtcNow - TimeSpan.FromSeconds(30))
        );
        Assert.Equal((VgsErrorId.NotFound, 1), (error.Id, _rig.Service.Sent.Length));
    }

    private static async Task AssertFree(RequestThrottle throttle)
    {
        using var lease = await throttle.AcquireAsync(CancellationToken.None).Soon();
    }

    public void Dispose()
    {
        _rig.Dispose();
        _throttle.Dispose();
    }

    private static string Card(string state) =>
        $$$"""{"data":{"id":"CRD1","state":"{{{state}}}","number":"4111111111111111"}}""";

    private CardClient Client() => new(_rig.Transport, _rig.Clock);

    private Task<VgsCard> Enrol() =>
        Client()
            .EnrolAsync(
                CardDetails.Create("John Doe", Secrets.CardNumber, "11", "24", "row 7"),
                "row 7",
                "mine",
                _rig.Observer,
                CancellationToken.None
            );

    private Task<VgsCard> Wait(TimeSpan? limit, DateTimeOffset? createdAt = null) =>
        Client().WaitAsync("CRD1", null, limit, _throttle, _rig.Observer, CancellationToken.None, createdAt).Soon();
}
