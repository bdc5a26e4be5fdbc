using VgsCalm.Core.Tests.Http;
using VgsCalm.Diagnostics;

namespace VgsCalm.Core.Tests.Diagnostics;

/// <summary>What Test-VgsCalmConnection says where the session gets no token, or no new one: only the token is at fault.</summary>
public sealed class LackingTokenTests : IDisposable
{
    private readonly TransportRig _rig = new();
    private readonly ServiceChecks _checks;

    public LackingTokenTests() => _checks = new ServiceChecks(_rig.Transport, _rig.Tokens, _rig.Clock);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_takes_a_token_is_skipped_and_asks_for_none()
    {
        _rig.TokenTrouble = Outage;
        await Assert.ThrowsAsync<VgsApiException>(Token);
        var requests = _rig.Tokens.Requests;

        (VgsCheckOutcome Outcome, string Detail)[] rest =
        [
            await _checks.ScopeAsync(isPerson: false, _rig.Observer, CancellationToken.None),
            await Clock(),
            await _checks.ApiAsync(VgsApi.Calm, _rig.Observer, CancellationToken.None),
        ];

        Assert.All(rest, check => Assert.Equal(VgsCheckOutcome.Skipped, check.Outcome));
        Assert.All(rest, check => Assert.Contains("no token", check.Detail, StringComparison.Ordinal));
        Assert.Equal(requests, _rig.Tokens.Requests);
        Assert.Empty(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_later_token_is_examined_with_all_that_takes_it()
    {
        _rig.TokenTrouble = Outage;
        await Assert.ThrowsAsync<VgsApiException>(Token);
        _rig.TokenTrouble = null;
        _rig.Service.Answer(404, "{}");

        await Token();

        Assert.Equal(
            VgsCheckOutcome.Passed,
            (await _checks.ApiAsync(VgsApi.Calm, _rig.Observer, CancellationToken.None)).Outcome
        );
    }

    [Fact]
    public async Task A_good_token_whose_renewal_fails_is_a_warning()
    {
        await Token();
        _rig.Clock.Advance(TimeSpan.FromMinutes(59.5));
        _rig.TokenTrouble = Outage;

        var (outcome, detail) = await Token();

        Assert.Equal(VgsCheckOutcome.Warning, outcome);
        Assert.Contains("good for 30 s", detail, StringComparison.Ordinal);
        Assert.Contains("out of order. Try again later.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_whose_renewal_is_refused_fails_as_commands_do()
    {
        await Token();
        _rig.Clock.Advance(TimeSpan.FromMinutes(59.5));
        _rig.TokenTrouble = () => new VgsApiException(VgsErrorId.AuthenticationFailed, "Refused.");

        Assert.Equal(VgsErrorId.AuthenticationFailed, (await Assert.ThrowsAsync<VgsApiException>(Token)).Id);
        Assert.Equal(VgsCheckOutcome.Skipped, (await Clock()).Outcome);
    }

    [Theory]
    [InlineData(59.5)]
    [InlineData(70)]
    public async Task A_token_that_is_due_is_renewed_while_it_is_examined(double minutes)
    {
        await Token();
        _rig.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal((VgsCheckOutcome.Passed, "good for 3600 s, then renewed"), await Token());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_the_clock_unexamined()
    {
        await Token();
        _rig.Service.RefuseConnection();

        var (outcome, detail) = await Clock();

        Assert.Equal(VgsCheckOutcome.Skipped, outcome);
        Assert.Contains("Connection refused", detail, StringComparison.Ordinal);
    }

    private static VgsApiException Outage() =>
        new(VgsErrorId.TokenEndpointUnavailable, "It is out of order.") { RecommendedAction = "Try again later." };

    private Task<(VgsCheckOutcome Outcome, string Detail)> Token() =>
        _checks.TokenAsync(_rig.Observer, CancellationToken.None);

    private Task<(VgsCheckOutcome Outcome, string Detail)> Clock() =>
        _checks.ClockAsync(VgsApi.Calm, _rig.Observer, CancellationToken.None);
}
