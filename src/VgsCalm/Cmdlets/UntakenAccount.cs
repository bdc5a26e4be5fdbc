using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>
/// Saves a new account from being lost: its secret is given once, and a statement typed at the console may neither assign nor save it.
/// </summary>
internal static class UntakenAccount
{
    private const string Name = "newServiceAccount";

    /// <summary>Keeps the account in a variable of the shell, where its output is certainly lost.</summary>
    /// <returns>The warning to write; null where the output may be kept.</returns>
    public static string? Keep(PSCmdlet command, VgsServiceAccount account, string ending)
    {
        if (!ConsoleCall.LosesOutput(command))
        {
            return null;
        }

        return Keep(command, account, ending, "The output was not assigned");
    }

    /// <summary>The same, where something else than the statement may have lost the output.</summary>
    /// <param name="command">The command that gave it.</param>
    /// <param name="account">The account.</param>
    /// <param name="ending">What else there is to know of it, as a sentence.</param>
    /// <param name="cause">The beginning of the warning.</param>
    public static string Keep(PSCmdlet command, VgsServiceAccount account, string ending, string cause)
    {
        var name = KeepInShell(command, account);
        return $"{cause}, and VGS gives the secret of '{account.ClientId}' only this once. Until this shell ends it is "
            + $"in ${name}. Save it now: ${name} | Export-VgsServiceAccountConfig {name}.yaml -IncludeSecret, or, with "
            + $"SecretManagement, Set-Secret NAME ${name}.Credential. {ending}";
    }

    /// <summary>Keeps an account, or a configuration with its secret, in a variable of the shell that is free, or has it already.</summary>
    /// <returns>The variable's name.</returns>
    public static string KeepInShell(PSCmdlet command, object account)
    {
        var variables = command.SessionState.PSVariable;
        var name = FindName(variables, account);
        variables.Set("global:" + name, account);
        return name;
    }

    // What a variable holds may be the only copy of another account's secret.
    private static string FindName(PSVariableIntrinsics variables, object account)
    {
        var name = Name;
        for (
            var number = 2;
            variables.GetValue("global:" + name) is { } held
                && !ReferenceEquals(PSObject.AsPSObject(held).BaseObject, account);
            number++
        )
        {
            name = Name + number;
        }

        return name;
    }
}
