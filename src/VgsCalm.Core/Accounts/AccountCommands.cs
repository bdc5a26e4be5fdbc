using VgsCalm.Errors;
using VgsCalm.Redaction;

namespace VgsCalm.Accounts;

/// <summary>
/// The commands that a message about accounts tells to run. They can be pasted as they stand: with the organization, and with the
/// session where it is not the default one, since administrators have one of their own.
/// </summary>
/// <param name="organizationId">The organization; null where it is not known.</param>
/// <param name="sessionArgument">How a command is given the session in use, with a blank before it; empty for the default one.</param>
internal sealed class AccountCommands(string? organizationId, string sessionArgument)
{
    private string Organization => organizationId is null ? "" : $" -OrganizationId {Written(organizationId)}";

    /// <summary>Removes the account that a person has found by then: PowerShell asks for the id.</summary>
    public string RemoveFound =>
        $"Remove-VgsServiceAccount{Organization}{sessionArgument}, which asks for the client id";

    /// <summary>Lists the accounts of a name.</summary>
    public string List(string? name) =>
        $"Get-VgsServiceAccount{Organization}{(name is null ? "" : $" -Name {Written(name)}")}{sessionArgument}";

    /// <summary>Removes one account.</summary>
    public string Remove(string clientId) =>
        $"Remove-VgsServiceAccount{Organization} -ClientId {Written(clientId)}{sessionArgument}";

    /// <summary>Removes one of two accounts, whichever is not to stay.</summary>
    public string RemoveOther(string one, string other) =>
        $"where '{one}' stays, {Remove(other)}; where '{other}' stays, {Remove(one)}";

    // A service may give a card number for an id.
    private static string Written(string text) => ShellArgument.Write(Redactor.MaskName(text)!);
}
