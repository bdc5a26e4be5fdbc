using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>A field of megabytes costs its own row at the most.</summary>
public sealed class CsvFieldSizeTests
{
    private const string Good = "Jane,4111111111111111,1,31";
    private const int TenMegabytes = 10 * 1024 * 1024;

    [Theory]
    [InlineData("{0},4111111111111111,1,31")]
    [InlineData("\"{0}\",4111111111111111,1,31")]
    [InlineData("Jane,{0},1,31")]
    [InlineData("Jane,4111111111111111,1,31,{0}")]
    public void A_field_of_a_hundred_kilobytes_is_read_or_is_its_rows_problem(string row)
    {
        var field = new string('7', 100 * 1024);

        var rows = Csv.Rows(Good, string.Format(null, row, field), Good);

        Assert.Equal([true, true], new[] { rows[0], rows[2] }.Select(other => other.Problem is null));
        Assert.True(rows[1].Problem is { } problem && !problem.Contains("777", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{0},4111111111111111,1,31")]
    [InlineData("\"{0}\",4111111111111111,1,31")]
    [InlineData("Jane,4111111111111111,1,31,\"{0}")]
    public void A_field_of_ten_megabytes_ends_the_reading_and_is_not_held_in_memory(string row)
    {
        var field = new string('7', TenMegabytes);
        var text = string.Join('\n', Csv.Header, Good, string.Format(null, row, field), Good);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Csv.Refused(bytes);

        Assert.Contains($"longer than {CsvReader.MaxLine} characters", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("777", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * TenMegabytes);
    }
}
