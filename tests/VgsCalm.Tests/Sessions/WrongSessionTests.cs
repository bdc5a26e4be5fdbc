namespace VgsCalm.Tests.Sessions;

/// <summary>What the session may not do: the error names the session, since a forgotten -Session is the commonest cause.</summary>
public sealed class WrongSessionTests : ConnectedTest
{
    private const string Card = "-Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27";

    [Theory]
    [InlineData("New-VgsCard " + Card)]
    [InlineData("Get-VgsCard CRD1")]
    [InlineData("Get-VgsCardUpdate " + Card)]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 11 -ExpYear 27")]
    [InlineData("Get-VgsNetworkToken tok_1")]
    [InlineData("Remove-VgsNetworkToken tok_1 -Force")]
    [InlineData("New-VgsMerchant Shop -MerchantLegalName Shop")]
    [InlineData("Invoke-VgsCalmRequest /cards/CRD1")]
    public void An_administrators_session_is_named_where_it_may_not(string call) => ShouldName(call, "admin");

    [Theory]
    [InlineData("Get-VgsOrganization")]
    [InlineData("Get-VgsVault -OrganizationId ACemulator")]
    [InlineData("Get-VgsServiceAccount ACemulator")]
    [InlineData("New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount ACemulator")]
    [InlineData("Remove-VgsServiceAccount ACemulator -ClientId ACemulator-calm-00001 -Force")]
    [InlineData("Reset-VgsServiceAccount ACemulator -ClientId ACemulator-calm-00001")]
    public void A_session_for_cards_is_named_where_it_may_not(string call) => ShouldName(call, "default");

    [Fact]
    public void A_session_that_may_not_look_is_named_by_the_wait_of_an_import()
    {
        var writer = Emulator.AddServiceAccount(["cards:write"], Emulator.Options.VaultId);
        Shell.Set("writer", Shell.CredentialOf(writer.ClientId, writer.ClientSecret));
        Run("Connect-VgsCalm -Credential $writer -Name writer @uris").ThrowIfFailed();

        ShouldName("Import-VgsCard $csv -Wait", "writer");
    }

    private void ShouldName(string call, string session)
    {
        Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n");
        Shell.Set("csv", Folder.At("cards.csv"));

        var error = Assert.Single(Run($"{call} -Session {session}").Errors);

        Assert.StartsWith("Forbidden,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"The session used is '{session}' (", error.ToString(), StringComparison.Ordinal);
    }
}
