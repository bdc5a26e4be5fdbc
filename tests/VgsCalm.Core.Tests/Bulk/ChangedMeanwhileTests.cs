using VgsCalm.Bulk;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A file that is written to between its two readings: rows are missing then, and the import must not end as if none were.</summary>
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

        var error = Assert.Throws<VgsApiException>(() => input.Rows(CancellationToken.None).Count());

        Assert.Equal((VgsErrorId.JournalMismatch, Input), (error.Id, error.Target));
        Assert.Contains("2 rows were compared", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Header + Row1 + Row2, 2)]
    [InlineData(Header + Row1 + Row2 + "Cy,4000000000000002,3,31\n", 3)]
    public void Rows_that_are_added_at_the_end_are_read(string after, int rows)
    {
        using var input = Open(Header + Row1 + Row2);
        File.WriteAllText(Input, after);

        Assert.Equal(rows, input.Rows(CancellationToken.None).Count());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ImportInput Open(string text)
    {
        File.WriteAllText(Input, text);
        var format = new TableFormat((stream, path) => CardCsv.Read(stream, path), CsvTable.Write);
        var input = ImportInput.Open(Input, format, CancellationToken.None);
        input.ReadAll(_ => { }, _ => { }, CancellationToken.None);
        return input;
    }
}
