namespace VgsCalm.Tests.Bulk;

/// <summary>An import belongs to the selected session, and so does what is looked at before it.</summary>
public sealed class SelectedSessionTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";

    [Fact]
    public void A_dry_run_reads_the_journal_of_the_selected_session()
    {
        Select();
        Run("Import-VgsCard $a").ThrowIfFailed();

        Assert.Equal(1L, Run("Import-VgsCard $a -WhatIf")["Known"]);
    }

    [Fact]
    public void Several_files_are_imported_again_in_the_selected_session()
    {
        Select();
        Run("Import-VgsCard $a, $b").ThrowIfFailed();

        Run("Import-VgsCard $a, $b").ThrowIfFailed();

        Assert.Equal(2, Emulator.Cards.Count);
    }

    [Fact]
    public void A_dry_run_needs_no_session_where_the_selected_one_is_closed()
    {
        Select();
        Run("Import-VgsCard $a; Disconnect-VgsCalm").ThrowIfFailed();

        Assert.Equal(1L, Run("Import-VgsCard $a -WhatIf")["Known"]);
    }

    // Two vaults: to the session named default, the journals are another place's.
    private void Select()
    {
        Shell.Set("a", Folder.Write("a.csv", Header + "A,5151510000000012,1,29\n"));
        Shell.Set("b", Folder.Write("b.csv", Header + "B,5151510000000022,1,29\n"));
        Run("Connect-VgsCalm $calm -VaultId tntA @uris; Connect-VgsCalm $calm -Name other -VaultId tntB @uris")
            .ThrowIfFailed();
        Run("Select-VgsCalmSession other").ThrowIfFailed();
    }
}
