using VgsCalm.Bulk;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// A file that is written to between its two readings: rows are missing then, and the import must not end as if none were.
/// </summary>
public sealed class ChangedMeanwhileTests : IDisposable
{
    private const string Header = "Name,CardNumber,ExpirationMonth,ExpirationYear\n";
    private const string Row1 = "Ann,4111111111111111,1,29\n";
    private const string Row2 = "Bob,5555555555554444,2,30\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm-tests-");

    private string Input => Path.Combine(_folder.FullName, "cards.csv");

    [Theory]
    [InlineData(Header + Row1)]
    [InlineData(Header)]
    [InlineData(Header + Row2 + Row1)]
    [InlineData(Header + "Ann,4111111111111111,1,29\nBob,5555555555554444,2,31\n")]
    [InlineData(Header + "Cy,4000000000000002,2,30\n" + Row2 + Row1)]
    public void The_second_reading_ends_with_an_error(string after)
    {
        using var input = Open(Header + Row1 + Row2);
        File.WriteAllText(Input, after);

        var given = 0;
        var error = Assert.Throws<VgsApiException>(() =>
        {
            foreach (var _ in input.Rows(CancellationToken.None))
            {
                given++;
            }
        });

        Assert.Equal((VgsErrorId.JournalMismatch, Input), (error.Id, error.Target));
        Assert.Contains("No row of the new content was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, given);
    }

    [Theory]
    [InlineData("MerchantId", "MC1", "MC2")]
    [InlineData("SubMerchantMid", "1", "2")]
    [InlineData("Capability", "a", "b")]
    [InlineData("billing_address.city", "Rome", "Oslo")]
    public void Whatever_is_sent_of_a_row_is_compared(string column, string before, string after)
    {
        string Text(string value) => $"Name,Number,ExpMonth,ExpYear,{column}\nAnn,4111111111111111,1,29,{value}\n";
        using var input = Open(Text(before));
        File.WriteAllText(Input, Text(after));

        Assert.Throws<VgsApiException>(() => input.Rows(CancellationToken.None).Count());
    }

    [Fact]
    public void Rows_before_the_change_are_those_that_were_read_first()
    {
        var rows = Enumerable.Range(0, 1000).Select(row => $"Card {row},{5151510000000000 + row},1,29\n").ToArray();
        using var input = Open(Header + string.Concat(rows));
        File.WriteAllText(
            Input,
            Header + string.Concat(rows[..600]) + "New,4111111111111111,1,29\n" + string.Concat(rows[600..])
        );
        var given = new List<CardRow>();

        Assert.Throws<VgsApiException>(() =>
        {
            foreach (var row in input.Rows(CancellationToken.None))
            {
                given.Add(row);
            }
        });

        Assert.Equal(512, given.Count);
        Assert.Equal("Card 511", given[^1].Name);
    }

    [Fact]
    public void Rows_that_are_added_at_the_end_are_left_for_the_next_run()
    {
        using var input = Open(Header + Row1 + Row2);
        File.AppendAllText(Input, "Cy,4000000000000002,3,31\n");
        var given = new List<CardRow>();

        var error = Assert.Throws<VgsApiException>(() =>
        {
            foreach (var row in input.Rows(CancellationToken.None))
            {
                given.Add(row);
            }
        });

        Assert.Equal(2, given.Count);
        Assert.Contains(
            "run the same command again: it sends them",
            error.RecommendedAction!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_stays_is_read_as_often_as_is_asked_for()
    {
        using var input = Open(Header + Row1 + Row2);

        Assert.Equal(2, input.Rows(CancellationToken.None).Count());
        Assert.Equal(2, input.Rows(CancellationToken.None).Count());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ImportInput Open(string text)
    {
        File.WriteAllText(Input, text);
        var input = ImportInput.Open(Input, ImportRig.Format, CancellationToken.None);
        input.ReadAll(_ => { }, _ => { }, CancellationToken.None);
        return input;
    }
}
