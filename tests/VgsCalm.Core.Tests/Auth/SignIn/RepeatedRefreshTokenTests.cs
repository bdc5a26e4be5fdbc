namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A realm that gives a person's refresh token back in its error.</summary>
public sealed class RepeatedRefreshTokenTests
{
    [Theory]
    [InlineData("""{"error":"invalid_grant","error_description":"r3fresh-1"}""")]
    [InlineData("""{"error":"r3fres","error_description":"h-1"}""")]
    [InlineData("""{"error":"r3fr","error_description":"%65%73%68-1"}""")]
    public async Task It_is_in_no_message_whole_or_in_two_halves(string body)
    {
        using var rig = new SignInRig(skipsWaits: true);
        await rig.SignInAsync();
        await rig.Tokens.RequestAsync(rig.Observer, default);
        rig.Server.Answer(400, body).Answer(400, body);

        var error = await Assert.ThrowsAsync<VgsApiException>(() => rig.Tokens.RequestAsync(rig.Observer, default));

        Assert.Contains("***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("r3fr", $"{error}{error.Code}{error.RecommendedAction}", StringComparison.Ordinal);
    }
}
