using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>POST …/auth/device: begins a sign-in for a device (RFC 8628 §3.1).</summary>
internal static class DeviceEndpoint
{
    public static async ValueTask<Answer> BeginAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (form.HasDuplicates)
        {
            return RealmErrors.Make(400, "invalid_grant", "duplicated parameter");
        }

        if (!PublicClient.IsNamedBy(form["client_id"]))
        {
            return form.Authenticate(exchange.State) is (null, var refusal)
                ? RealmErrors.BadCredentials(exchange.State.Options.TokenErrorStyle, refusal)
                : NotAllowed();
        }

        switch (exchange.State.Options.SignIn.DeviceGrantMode)
        {
            case DeviceGrantMode.RefusedAtStart:
                return NotAllowed();
            case DeviceGrantMode.RefusedAtStartByOlder:
                return RealmErrors.Make(
                    400,
                    "invalid_grant",
                    "Client not allowed for OAuth 2.0 Device Authorization Grant"
                );
            default:
                break;
        }

        // Unknown scopes are ignored up to Keycloak 26.7.
        var device = exchange.State.SignIns.BeginDevice(PublicClient.ParseScope(form["scope"]) ?? ["openid"]);
        if (exchange.State.Options.SignIn.ApproveDevices)
        {
            device.Approve(exchange.State.SignIns.Open(exchange.State.Persons.Seeded, device.Scopes));
        }

        var page = RealmApi.Issuer(exchange) + "/device";
        return Answer
            .Json(
                200,
                new JsonObject
                {
                    ["device_code"] = device.DeviceCode,
                    ["user_code"] = device.UserCode,
                    ["verification_uri"] = page,
                    ["verification_uri_complete"] = $"{page}?user_code={device.UserCode}",
                    ["expires_in"] = (long)exchange.State.Options.SignIn.DeviceCodeLifetime,
                    ["interval"] = exchange.State.Options.SignIn.DeviceInterval,
                }
            )
            .With("Cache-Control", "no-store");
    }

    private static Answer NotAllowed() =>
        RealmErrors.Make(
            400,
            "unauthorized_client",
            "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the client."
        );
}
