using System.Management.Automation;
using System.Security;

namespace VgsCalm.Tests.Sessions;

/// <summary>A new account's credential goes through what vaults do to it, and another shell connects with what comes back.</summary>
public sealed class VaultRoundTripTests : EmulatorTest
{
    public static TheoryData<string> EachVault => [.. Vaults.Keys];

    private static Dictionary<string, Func<PSCredential, PSCredential>> Vaults { get; } =
        new(StringComparer.Ordinal)
        {
            ["keeps the object"] = credential => credential,
            ["keeps CLIXML"] = ThroughCliXml,
            ["keeps user name and password as texts"] = credential =>
                Shell.CredentialOf(credential.UserName, credential.GetNetworkCredential().Password),
            ["keeps a SecureString and the name beside it"] = credential => new PSCredential(
                credential.UserName,
                (SecureString)Unwrapped(PSSerializer.Deserialize(PSSerializer.Serialize(credential.Password)))
            ),
            ["hands out read-only copies"] = credential => new PSCredential(
                credential.UserName,
                ReadOnly(credential.Password.Copy())
            ),
            ["writes the user name as one of a domain"] = credential => new PSCredential(
                "\\" + credential.UserName,
                credential.Password.Copy()
            ),
        };

    [Theory]
    [MemberData(nameof(EachVault))]
    public void AShell_that_never_saw_the_account_connects_with_what_the_vault_gives(string vault)
    {
        var (id, kept) = Made(Vaults[vault]);

        using var later = Shell.At(Emulator);
        var session = later.Run("Connect-VgsCalm -Credential $kept @uris -PassThru", ("kept", kept));
        later.Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30").ThrowIfFailed();

        Assert.Equal(id, session["ClientId"]);
    }

    [Fact]
    public void A_kept_credential_outlives_its_shell_and_every_session_of_it()
    {
        var (id, kept) = Made(credential => credential);

        using var later = Shell.At(Emulator);
        for (var run = 0; run < 2; run++)
        {
            later.Run("Connect-VgsCalm -Credential $kept @uris; Disconnect-VgsCalm", ("kept", kept)).ThrowIfFailed();
        }

        Assert.Equal((id, 36), (kept.UserName, kept.GetNetworkCredential().Password.Length));
    }

    // The shell in which it was made is closed before the vault's copy is used.
    private (string Id, PSCredential Kept) Made(Func<PSCredential, PSCredential> vault)
    {
        using var shell = Shell.ConnectedTo(Emulator);
        var account = shell.Run(
            "New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount ACemulator -Session admin"
        );
        var credential = (PSCredential)Unwrapped(account["Credential"]!);
        var kept = vault(credential);
        shell.Run("Disconnect-VgsCalm -Name *").ThrowIfFailed();
        return ((string)account["ClientId"]!, kept);
    }

    // As Export-Clixml and Import-Clixml do it, which the bare engine lacks: only an engine knows how to make a PSCredential of it again.
    private static PSCredential ThroughCliXml(PSCredential credential)
    {
        using var shell = Shell.Open(withModule: false);
        return (PSCredential)
            shell
                .Run(
                    "[System.Management.Automation.PSSerializer]::Deserialize($text)",
                    ("text", PSSerializer.Serialize(credential))
                )
                .Single.BaseObject;
    }

    private static object Unwrapped(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static SecureString ReadOnly(SecureString secret)
    {
        secret.MakeReadOnly();
        return secret;
    }
}
