using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator.Hosting;

/// <summary>What the program prints when it is ready.</summary>
internal static class Greeting
{
    public static async Task WriteAsync(TextWriter output, VgsEmulator emulator)
    {
        await output.WriteLineAsync(
            $"""
            VGS emulator on {Plain(
                emulator.BaseUri
            )}  (organization {emulator.Options.OrganizationId}, vault {emulator.Options.VaultId}, merchant {emulator.Options.MerchantId})

            Paste in PowerShell to connect:
              {ConnectLine(emulator, emulator.CalmClientId, emulator.CalmClientSecret, name: null)}

            As an organization admin, for service accounts:
              {ConnectLine(emulator, emulator.AdminClientId, emulator.AdminClientSecret, "admin")}

            As a person, by browser (user {emulator.Person.UserName}, password {emulator.Person.Password}):
              Connect-VgsCalm -Interactive -Name admin -EmulatorUri {Plain(emulator.BaseUri)}

            {WebhookLine(emulator.Options.Webhooks)}Ctrl+C stops it, and it forgets everything then.
            """
        );
        await output.FlushAsync();
    }

    private static string ConnectLine(VgsEmulator emulator, string clientId, string secret, string? name) =>
        $"$env:VGS_CLIENT_ID='{clientId}'; $env:VGS_CLIENT_SECRET='{secret}'; Connect-VgsCalm -FromEnvironment"
        + (name is null ? "" : $" -Name {name}")
        + $" -EmulatorUri {Plain(emulator.BaseUri)}";

    private static string WebhookLine(WebhookOptions webhooks) =>
        webhooks.Address is { } address
            ? $"Webhooks go to {address}, signed with the secret {webhooks.Secret}\n\n"
            : "";

    private static string Plain(Uri uri) => uri.ToString().TrimEnd('/');
}
