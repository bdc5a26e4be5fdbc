using System.Text;
using VgsCalm.Bulk;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Damaged and hostile files: one bad row costs no other, memory is bounded, and no error shows a value.</summary>
public sealed class CsvDamageTests
{
    private const string Good = "Jane,4111111111111111,1,31";

    [Theory]
    [InlineData("\"Doe,4111111111111111,1,31", "never closed")]
    [InlineData("John,\"4111111111111111,1,31", "never closed")]
    [InlineData("\"John\" Doe,4111111111111111,1,31", "beside a quoted value")]
    [InlineData("John, \"4111111111111111\",1,31", "beside a quoted value")]
    [InlineData("\"John\"\"\" Doe,4111111111111111,1,31", "beside a quoted value")]
    [InlineData("John,4111111111111111\0,1,31", "NUL")]
    [InlineData("Doe,John,4111111111111111,1,31", "5 values for 4 columns")]
    public void A_damaged_row_is_a_problem_of_its_own_and_the_others_go_on(string damaged, string why)
    {
        var rows = Csv.Rows(Good, damaged, Good, Good);

        Csv.Same(
            [null, why, null, null],
            rows.Select(row =>
                row.Problem is { } problem && problem.Contains(why, StringComparison.Ordinal) ? why : row.Problem
            )
        );
        Assert.DoesNotContain("4111", rows[1].Problem!, StringComparison.Ordinal);
        Assert.Null(rows[1].Number);
        Assert.All([rows[0], rows[2], rows[3]], row => Assert.Equal("4111111111111111", row.Number));
    }

    [Fact]
    public void Two_open_quotation_marks_do_not_swallow_the_rows_between_them()
    {
        var rows = Csv.Rows(Good, "\"Doe,1,1,31", Good, Good, "\"Roe,2,1,31", Good);

        Assert.Equal([true, false, true, true, false, true], rows.Select(row => row.Problem is null));
    }

    [Fact]
    public void An_open_quotation_mark_in_a_large_file_costs_its_row_only()
    {
        var lines = Enumerable.Repeat(Good, 20_000).ToArray();
        lines[5] = "\"Doe,4111111111111111,1,31";

        var rows = Csv.Rows(lines);

        Assert.Equal(20_000, rows.Length);
        Assert.Equal(rows[5], Assert.Single(rows, row => row.Problem is not null));
    }

    [Theory]
    [InlineData(CsvReader.MaxRecord + 1)]
    [InlineData(CsvReader.MaxRecord * 3)]
    [InlineData(CsvReader.MaxLine - 100)]
    public void A_row_that_is_too_long_is_a_problem_quoted_or_not(int length)
    {
        var name = new string('x', length);

        var rows = Csv.Rows(Good, name + ",4111111111111111,1,31", Good, $"\"{name}\",4111111111111111,1,31", Good);

        Assert.Equal([true, false, true, false, true], rows.Select(row => row.Problem is null));
    }

    [Fact]
    public void The_longest_row_is_read()
    {
        var rest = ",4111111111111111,1,31\n";
        var name = new string('x', CsvReader.MaxRecord - rest.Length);

        Csv.Same([name, null], Csv.Rows(name + rest + "x" + name + rest.TrimEnd()).Select(row => row.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public void A_line_without_an_end_ends_the_reading_after_the_rows_before_it(string quote)
    {
        using var stream = new PortionedStream(Portions());
        var rows = new List<CardRow>();

        var error = Assert.Throws<VgsApiException>(() => rows.AddRange(Each(CardCsv.Read(stream, Csv.File), rows)));

        Assert.Equal(2, rows.Count);
        Assert.Contains("from row 3 on", error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.BytesRead, 1, 3L * CsvReader.MaxLine);

        IEnumerable<byte[]> Portions()
        {
            yield return Encoding.UTF8.GetBytes($"{Csv.Header}\n{Good}\n{Good}\n{quote}");
            var portion = new byte[1000];
            Array.Fill(portion, (byte)'7');
            while (true)
            {
                yield return portion;
            }
        }

        static IEnumerable<CardRow> Each(IEnumerable<CardRow> source, List<CardRow> seen)
        {
            foreach (var row in source)
            {
                seen.Add(row);
            }

            return [];
        }
    }

    [Fact]
    public async Task Quotation_marks_made_to_be_read_repeatedly_end_the_reading()
    {
        // Each line leaves one open, and seen from any line before it closes one and opens another.
        var text = new StringBuilder(Csv.Header + "\n");
        for (var line = 0; line < 200_000; line++)
        {
            text.Append("x\",\",y\n");
        }

        var error = await Task.Run(() => Csv.Refused(text.ToString())).Soon();

        Assert.Contains("too many quotation marks", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001a\n", 200_001)]
    [InlineData("\u001a\u001a\u001a\n\n", 200_001)]
    public async Task Ends_of_files_that_are_none_are_looked_at_once(string ends, int rows)
    {
        var text = Csv.Header + "\n" + string.Concat(Enumerable.Repeat(ends, 200_000)) + "A,4111,1,31";

        Assert.Equal(rows, (await Task.Run(() => Csv.Read(text)).Soon()).Length);
    }

    [Fact]
    public void An_error_of_the_disk_is_the_callers_to_report()
    {
        using var stream = new EndlessStream(100_000, canSeek: true) { FailsAt = 50_000 };

        Assert.Throws<IOException>(() => Csv.Read(stream));
    }

    [Fact]
    public void No_problem_shows_a_value()
    {
        string[] values = ["4111111111111111", "S3cret", "Zoë"];
        string[] rows =
        [
            .. values.SelectMany(value =>
                new[]
                {
                    $"\"{value},1",
                    $"\"{value}\" x,1",
                    $"{value},{value},{value},{value},{value}",
                    $"{value}\0,{value}",
                    $"{value}\uFFFF",
                }
            ),
        ];

        var problems = Csv.Rows(rows).Select(row => row.Problem).OfType<string>().ToArray();

        Assert.Equal(rows.Length, problems.Length);
        Assert.All(
            problems,
            problem => Assert.DoesNotContain(values, value => problem.Contains(value, StringComparison.Ordinal))
        );
    }
}
