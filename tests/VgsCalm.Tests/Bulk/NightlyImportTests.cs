namespace VgsCalm.Tests.Bulk;

/// <summary>A file of the same name every night, by a job that always gives -NewJournal.</summary>
public sealed class NightlyImportTests : ConnectedTest
{
    [Theory]
    [InlineData("")]
    [InlineData("-Wait")]
    public void Each_night_has_a_journal_of_its_own_also_without_Wait(string wait)
    {
        // Without -Wait the cards of last night's journal are enrolling for ever: nothing asks for them again.
        Emulator.Options.EnrolmentDelay = wait.Length == 0 ? 3_600_000 : 0;
        for (var night = 0; night < 3; night++)
        {
            var rows = Enumerable
                .Range((night * 10) + 1, 3)
                .Select(row => $"Card {row},{ImportEvidence.NumberOf(row)},1,31");
            Folder.Write("cards.csv", string.Join('\n', rows.Prepend("Name,Number,ExpMonth,ExpYear")));

            var result = Run($"Import-VgsCard $csv -NewJournal {wait}", ("csv", Folder.At("cards.csv")));

            Assert.Equal(3L, result["Total"]);
        }

        Assert.Equal(9, Emulator.Cards.Select(card => card.Number).Distinct().Count());
        Assert.Equal(3, Folder.Files.Count(file => file.Contains(".journal.", StringComparison.Ordinal)));
    }
}
