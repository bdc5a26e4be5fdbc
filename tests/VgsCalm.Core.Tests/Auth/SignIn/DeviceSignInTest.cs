using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A device's sign-in on a clock that passes each wait at once, at a server that answers as it is told.</summary>
public abstract class DeviceSignInTest : IDisposable
{
    private protected const string Started = """
        {"device_code":"d3vice-c0de","user_code":"WDJB-MJHT","verification_uri":"https://auth.example/device",
         "verification_uri_complete":"https://auth.example/device?user_code=WDJB-MJHT","expires_in":600,"interval":5}
        """;
    private protected const string Pending =
        """{"error":"authorization_pending","error_description":"The authorization request is still pending"}""";

    private protected SignInRig Rig { get; } = new(skipsWaits: true);

    public void Dispose()
    {
        Rig.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task RunAsync() =>
        new DeviceSignIn(Rig.Realm, Rig.Told.SetResult).RunAsync(Rig.Tokens, Rig.Observer, default).Soon();

    private protected Task<VgsApiException> FailureAsync(SignInRig? rig = null)
    {
        rig ??= Rig;
        return Assert.ThrowsAsync<VgsApiException>(() =>
            new DeviceSignIn(rig.Realm, text => rig.Told.TrySetResult(text))
                .RunAsync(rig.Tokens, rig.Observer, default)
                .Soon()
        );
    }
}
