using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>What a person sends from the realm's pages: name and password, consent, a device's code.</summary>
internal static class SignInSteps
{
    private const string Expired = "Your login attempt timed out. Login will start from the beginning.";

    public static async ValueTask<Answer> AuthenticateAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (Pending(exchange) is not { } signIn)
        {
            return SignInPages.Message(400, "Page has expired", Expired);
        }

        if (exchange.State.Persons.Find(form["username"], form["password"]) is not { } person)
        {
            return SignInPages.SignIn(signIn, "Invalid username or password.");
        }

        signIn.Person = person;
        return signIn.Device is not null || exchange.State.Options.SignIn.RequireConsent
            ? SignInPages.Consent(signIn)
            : Finish(exchange, signIn, person);
    }

    public static async ValueTask<Answer> ConsentAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (Pending(exchange) is not { Person: { } person } signIn)
        {
            return SignInPages.Message(400, "Page has expired", Expired);
        }

        if (form["accept"] is not null)
        {
            return Finish(exchange, signIn, person);
        }

        exchange.State.SignIns.End(signIn);
        if (signIn.Device is { } device)
        {
            device.Refuse();
            return SignInPages.Message(200, "Device Login Failed", "Consent denied for connecting the device.");
        }

        return AuthorizationEndpoint.Refuse(exchange, signIn, "access_denied", "User denied access");
    }

    /// <summary>The page for a device's code; with the code in its address it is taken at once.</summary>
    public static Answer OpenDevicePage(Exchange exchange) =>
        exchange.Http.Request.Query["user_code"].ToString() is { Length: > 0 } userCode
            ? BeginForDevice(exchange, userCode, exchange.Http.Request.Query["kc_idp_hint"])
            : SignInPages.DeviceCode();

    public static async ValueTask<Answer> SubmitDeviceCodeAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        return BeginForDevice(exchange, form["device_user_code"] ?? "", organization: null);
    }

    // Keycloak takes the hint of an identity provider from the request that begins the sign-in, and from no other.
    private static Answer BeginForDevice(Exchange exchange, string userCode, string? organization)
    {
        var device = exchange.State.SignIns.FindByUserCode(userCode);
        if (device is null || exchange.State.Time.GetUtcNow() >= device.ExpiresAt)
        {
            return SignInPages.DeviceCode("Invalid code, please try again.");
        }

        var signIn = new PendingSignIn
        {
            Scopes = device.Scopes,
            Device = device,
            IdentityProvider = organization,
        };
        return SignInPages.SignIn(exchange.State.SignIns.Begin(signIn));
    }

    private static Answer Finish(Exchange exchange, PendingSignIn signIn, Person person)
    {
        exchange.State.SignIns.End(signIn);
        if (signIn.Device is not { } device)
        {
            return AuthorizationEndpoint.Grant(exchange, signIn, person);
        }

        device.Approve(exchange.State.SignIns.Open(person, signIn.Scopes));
        return SignInPages.Message(
            200,
            "Device Login Successful",
            "You may close this browser window and go back to your device."
        );
    }

    private static PendingSignIn? Pending(Exchange exchange) =>
        exchange.State.SignIns.FindPending(exchange.Http.Request.Query["session_code"]);
}
