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

            Ctrl+C stops it.
            """
        );
        await output.FlushAsync();
    }

    private static string ConnectLine(VgsEmulator emulator, string clientId, string secret, string? name) =>
        $"$env:VGS_CLIENT_ID='{clientId}'; $env:VGS_CLIENT_SECRET='{secret}'; Connect-VgsCalm -FromEnvironment"
        + (name is null ? "" : $" -Name {name}")
        + $" -AuthUri {Plain(emulator.AuthUri)} -CalmUri {emulator.CalmUri} -CmpUri {emulator.CmpUri}"
        + $" -AccountsUri {emulator.AccountsUri} -CardAttributesUri {emulator.CardAttributesUri}";

    private static string Plain(Uri uri) => uri.ToString().TrimEnd('/');
}
