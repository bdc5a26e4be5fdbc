using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A sign-in by device code, by the identity provider of an organization.</summary>
public sealed class DeviceIdentityProviderTests
{
    [Theory]
    [InlineData(""" "verification_uri_complete":"https://auth.example/device?user_code=WDJB-MJHT",""")]
    [InlineData("")]
    public async Task The_address_that_is_told_has_the_hint(string complete)
    {
        using var rig = new SignInRig(new SignInOptions { IdentityProvider = "AC gwBwv1PeYL" }, skipsWaits: true);
        rig.Server.Answer(
                200,
                $$"""
                {"device_code":"d","user_code":"WDJB-MJHT",{{complete}}
                 "verification_uri":"https://auth.example/device","expires_in":600,"interval":5}
                """
            )
            .Answer(200, SignInRig.Granted);

        await new DeviceSignIn(rig.Realm, rig.Told.SetResult).RunAsync(rig.Tokens, rig.Observer, default).Soon();

        var told = await rig.Told.Task;
        Assert.Contains(
            "https://auth.example/device?user_code=WDJB-MJHT&kc_idp_hint=AC%20gwBwv1PeYL\n",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("identity provider of AC gwBwv1PeYL", told, StringComparison.Ordinal);
    }
}
