using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>
/// What a person is told to type next. Without the session's name it would open the default session, and close the one that is there.
/// </summary>
public sealed class SignInErrorsTests
{
    [Fact]
    public void Every_command_that_signs_in_again_has_the_name_of_the_session()
    {
        var options = new SignInOptions { ReopenArguments = " -Name admin" };
        VgsApiException[] errors =
        [
            SignInErrors.TimedOut(options, hint: null),
            SignInErrors.DeviceTimedOut(options),
            SignInErrors.Refused(options, "login_required", description: null),
            SignInErrors.CodeRefused(options, code: null, description: null, status: 400),
            SignInErrors.DeviceNotAllowed(options, code: null, description: null),
            SignInErrors.DeviceRefused(options, "access_denied", description: null),
            SignInErrors.DeviceRefused(options, "invalid_grant", description: null),
            SignInErrors.DeviceCodeExpired(options),
            SignInErrors.Over(options, code: null, description: null),
        ];

        Assert.All(
            errors,
            error => Assert.Matches("Connect-VgsCalm -(Interactive|DeviceCode) -Name admin", error.RecommendedAction!)
        );
    }

    [Theory]
    [InlineData("invalid_client", true)]
    [InlineData("unauthorized_client", true)]
    [InlineData("invalid_grant", false)]
    public void A_code_that_is_refused_for_its_client_has_the_client_checked(string code, bool isOfClient)
    {
        var error = SignInErrors.CodeRefused(new SignInOptions(), code, description: null, status: 400);

        Assert.Equal(isOfClient, error.RecommendedAction!.Contains("-ClientId", StringComparison.Ordinal));
    }

    [Fact]
    public void A_redirect_in_place_of_tokens_has_the_address_checked()
    {
        var error = SignInErrors.CodeRefused(new SignInOptions(), null, null, 302);

        Assert.Contains("-AuthUri", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("again", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_a_web_page_refuses_is_laid_to_a_gateway()
    {
        using var rig = new SignInRig();
        rig.Server.Answer(403, "<html>Forbidden</html>", "text/html");

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            rig.Tokens.ExchangeCodeAsync("c0de", "verifier", "http://127.0.0.1:7745/callback", rig.Observer, default)
        );

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains("gateway", error.RecommendedAction, StringComparison.Ordinal);
    }
}
