using VgsCalm.Accounts;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>How long a successor is waited for, and what is said of it.</summary>
public sealed class SuccessorProofTests
{
    private static readonly ServiceAccount Successor = new(
        "AC1",
        ClientSecret: null,
        "calm",
        ["cards:read"],
        "tnt1",
        AccessTokenLifespan: null,
        new Dictionary<string, string>(StringComparer.Ordinal)
    );
    private readonly FakeClock _clock = new() { SkipsWaits = true };
    private int _asked;

    [Fact]
    public async Task An_account_that_needs_a_moment_is_asked_again_at_growing_intervals()
    {
        var proof = Proof(60, _ => _asked > 4);
        await proof.RunAsync(Successor, new RequestObserver(), CancellationToken.None);
        Assert.Equal([1, 2, 4, 5], _clock.Waits.Select(w => w.TotalSeconds));
        Assert.Equal("asked 5 times in 12 s", proof.Course);
    }

    [Theory]
    [InlineData(1, "asked once in 0 s")]
    [InlineData(5, "asked 3 times in 3 s")]
    [InlineData(60, "asked 14 times in 57 s")]
    public async Task The_error_says_how_long_it_tried_and_not_the_limit(int limit, string course)
    {
        var proof = Proof(limit, _ => false);
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            proof.RunAsync(Successor, new RequestObserver(), CancellationToken.None)
        );
        Assert.Equal((VgsErrorId.AuthenticationFailed, course), (error.Id, proof.Course));
        Assert.Contains("-TimeoutSec", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_hangs_does_not_outlast_the_limit()
    {
        var proof = new SuccessorProof(
            (_, _, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken),
            TimeSpan.FromMilliseconds(20),
            _clock
        );
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            proof.RunAsync(Successor, new RequestObserver(), CancellationToken.None).Soon()
        );
        Assert.Equal(VgsErrorId.OperationTimeout, error.Id);

        // Whether the account is in force is not known then: nothing is done that it would be the worse for.
        Assert.True(await proof.IsInForceAsync(Successor, new RequestObserver(), CancellationToken.None).Soon());
    }

    [Fact]
    public async Task A_proof_that_runs_out_of_time_tells_what_the_try_before_met()
    {
        var proof = Proof(
            60,
            _ =>
                throw (
                    _asked == 1
                        ? new VgsApiException(VgsErrorId.TokenEndpointUnavailable, "Status 502.", "AC1")
                        : new OperationCanceledException()
                )
        );
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            proof.RunAsync(Successor, new RequestObserver(), CancellationToken.None)
        );
        Assert.Equal(VgsErrorId.OperationTimeout, error.Id);
        Assert.EndsWith("Status 502.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VgsErrorId.CertificateInvalid)]
    [InlineData(VgsErrorId.InvalidScope)]
    public async Task An_error_that_no_waiting_heals_ends_the_proof(VgsErrorId id)
    {
        var proof = Proof(60, _ => throw new VgsApiException(id, "No.", "AC1"));
        Assert.Equal(
            id,
            (
                await Assert.ThrowsAsync<VgsApiException>(() =>
                    proof.RunAsync(Successor, new RequestObserver(), CancellationToken.None)
                )
            ).Id
        );
        Assert.Empty(_clock.Waits);
    }

    private SuccessorProof Proof(int limit, Func<ServiceAccount, bool> works) =>
        new(
            (account, _, _) =>
            {
                _asked++;
                return works(account)
                    ? Task.CompletedTask
                    : throw new VgsApiException(VgsErrorId.AuthenticationFailed, "Refused.", account.ClientId);
            },
            TimeSpan.FromSeconds(limit),
            _clock
        );
}
