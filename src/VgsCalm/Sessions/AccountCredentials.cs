using System.Management.Automation;
using VgsCalm.Auth;

namespace VgsCalm.Sessions;

/// <summary>A service account's id and secret, and the vault that it serves where that is known.</summary>
/// <param name="Credentials">Id and a copy of the secret.</param>
/// <param name="VaultId">The vault; null where it is not known.</param>
internal sealed record AccountCredentials(ClientCredentials Credentials, string? VaultId)
{
    private const string IdVariable = "VGS_CLIENT_ID";
    private const string SecretVariable = "VGS_CLIENT_SECRET";

    // A credential that was made on Windows PowerShell without a domain has a backslash before its user.
    public static AccountCredentials FromCredential(PSCredential credential, string? vaultId) =>
        new(new ClientCredentials(credential.UserName.TrimStart('\\'), credential.Password), vaultId);

    /// <param name="config">The configuration, which has to know id and secret.</param>
    /// <param name="vaultId">The vault that the caller names; it goes before the configuration's.</param>
    /// <param name="file">The file that the configuration was read from.</param>
    /// <exception cref="VgsConfigException">Id or secret is missing.</exception>
    public static AccountCredentials FromConfig(VgsServiceAccountConfig config, string? vaultId, string? file)
    {
        if (config.ClientId is not { } id)
        {
            throw new VgsConfigException("it has no client id.", file, field: "data.clientId")
            {
                RecommendedAction =
                    "If its account was made already, connect with -Credential: each run of New-VgsServiceAccount makes another one. If "
                    + "not, that command makes it, and gives what connects.",
            };
        }

        if (config.ClientSecret is not { } secret)
        {
            throw new VgsConfigException("it has no client secret.", file, field: "data.clientSecret")
            {
                RecommendedAction =
                    "Connect with -Credential, from where the secret was saved: VGS gives it once, when the account is made. If it is "
                    + "lost, Reset-VgsServiceAccount makes a successor.",
            };
        }

        return new(new ClientCredentials(id, secret), vaultId ?? config.VaultId);
    }

    /// <exception cref="VgsConfigException">A variable is not set.</exception>
    public static AccountCredentials FromEnvironment(string? vaultId)
    {
        var id = Variable(IdVariable);
        using var secret = SecretText.ToSecureString(Variable(SecretVariable));
        return new(new ClientCredentials(id, secret), vaultId);
    }

    // A variable that was filled from a file has the file's line end.
    private static string Variable(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim('\r', '\n', '\uFEFF')
            : throw new VgsConfigException($"the environment variable {name} is not set.", field: name)
            {
                RecommendedAction =
                    $"Set {IdVariable} and {SecretVariable} for this process, or connect with -Credential.",
            };
}
