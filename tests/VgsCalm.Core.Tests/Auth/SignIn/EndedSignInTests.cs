namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A sign-in that the server has ended, and the callers that go on all the same.</summary>
public sealed class EndedSignInTests : IDisposable
{
    private const string Refused = """{"error":"invalid_grant","error_description":"Session not active"}""";

    private readonly SignInRig _rig = new(skipsWaits: true);

    [Fact]
    public async Task After_two_refusals_each_caller_asks_once_and_does_not_pause()
    {
        await EndAsync();
        var waits = _rig.Clock.Waits.Length;

        for (var caller = 1; caller <= 3; caller++)
        {
            _rig.Server.Answer(400, Refused);
            Assert.Equal(VgsErrorId.SignInRequired, (await FailureAsync()).Id);
        }

        Assert.Equal(waits, _rig.Clock.Waits.Length);
    }

    [Fact]
    public async Task A_server_that_knows_the_sign_in_again_renews_it()
    {
        await EndAsync();
        _rig.Server.Answer(200, SignInRig.Granted).Answer(400, Refused).Answer(200, SignInRig.Granted);

        await _rig.Tokens.RequestAsync(_rig.Observer, default).Soon();

        // By a node that does not know the new token yet.
        await _rig.Tokens.RequestAsync(_rig.Observer, default).Soon();
    }

    public void Dispose() => _rig.Dispose();

    private async Task EndAsync()
    {
        await _rig.SignInAsync();
        await _rig.Tokens.RequestAsync(_rig.Observer, default).Soon();
        _rig.Server.Answer(400, Refused).Answer(400, Refused);
        await FailureAsync();
    }

    private Task<VgsApiException> FailureAsync() =>
        Assert.ThrowsAsync<VgsApiException>(() => _rig.Tokens.RequestAsync(_rig.Observer, default).Soon());
}
