namespace VgsCalm.Tests.Rotation;

/// <summary>An account, <c>$old</c>, whose secret is replaced.</summary>
public abstract class RotationTest : ConnectedTest
{
    private protected const string List = "/accounts/organizations/ACemulator/service-accounts";
    private protected const string Reset = "Reset-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin";

    private protected string OldId => (string)Shell.Run("$old.ClientId").Single.BaseObject;

    private protected void MakeOld() =>
        Run(
                "$old = New-VgsServiceAccountConfig tntemulator -Scope cards:read, cards:write -Name nightly | "
                    + "New-VgsServiceAccount ACemulator -Session admin"
            )
            .ThrowIfFailed();

    private protected void OldStillWorks() =>
        Run("Connect-VgsCalm -Credential $old.Credential -Name old @uris").ThrowIfFailed();

    private protected string[] Others() =>
        [.. Emulator.ServiceAccounts.Where(a => !a.IsSeeded && a.ClientId != OldId).Select(a => a.ClientId)];
}
