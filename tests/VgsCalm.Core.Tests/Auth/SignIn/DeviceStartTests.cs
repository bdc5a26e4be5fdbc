namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A server that gives no device code at the first try.</summary>
public sealed class DeviceStartTests : DeviceSignInTest
{
    [Fact]
    public async Task A_start_that_is_put_off_or_lost_is_tried_three_times()
    {
        Rig.Server.AnswerSaying(429, "Retry-After", "7")
            .LoseAnswer()
            .Answer(200, Started)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal(4, Rig.Server.Sent.Length);
        Assert.Equal(7, Rig.Clock.Waits[0].TotalSeconds);
    }

    [Fact]
    public async Task The_third_refusal_of_a_start_is_the_last()
    {
        Rig.Server.Answer(503).Answer(429).Answer(429);

        Assert.Equal(VgsErrorId.RateLimited, (await FailureAsync()).Id);
    }

    [Fact]
    public async Task A_start_that_is_put_off_for_hours_fails_at_once()
    {
        Rig.Server.AnswerSaying(429, "Retry-After", "3600");

        Assert.Equal(VgsErrorId.RateLimited, (await FailureAsync()).Id);
        Assert.Empty(Rig.Clock.Waits);
    }

    [Fact]
    public async Task A_code_that_a_lost_poll_has_used_is_not_laid_to_the_client()
    {
        Rig.Server.Answer(200, Started)
            .LoseAnswer()
            .Answer(400, """{"error":"invalid_grant","error_description":"Device code not valid"}""");

        var error = await FailureAsync();

        Assert.Contains("new code", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("-ClientId", error.RecommendedAction, StringComparison.Ordinal);
    }
}
