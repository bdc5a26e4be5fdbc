using System.Text;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Rows in the spellings that programs and people give them.</summary>
public sealed class CsvRowTests
{
    [Theory]
    [InlineData("\"Doe, John\",4111,1,31", "Doe, John")]
    [InlineData("\"John \"\"JD\"\" Doe\",4111,1,31", "John \"JD\" Doe")]
    [InlineData("John \"JD\" Doe,4111,1,31", "John \"JD\" Doe")]
    [InlineData("\"John\nDoe\",4111,1,31", "John\nDoe")]
    [InlineData("\"John\r\nDoe\",\"4111\",\"1\",\"31\"", "John\nDoe")]
    [InlineData("#John,4111,1,31", "#John")]
    [InlineData("  John ,4111,1,31", "  John ")]
    [InlineData("'John',4111,1,31", "'John'")]
    [InlineData("Zoë 名前 😀,4111,1,31", "Zoë 名前 😀")]
    public void A_value_is_read_as_it_was_meant(string line, string name)
    {
        Assert.Equal($"{name}|4111|1|31|||||||", Assert.Single(Csv.Rows(line)).Show());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_may_be_of_any_kind_and_mixed(string first)
    {
        var text = Csv.Header + first + "A,1,1,31\nB,2,1,31\r\nC,3,1,31\rD,4,1,31" + first;

        Csv.Same(["A", "B", "C", "D"], Csv.Read(text).Select(row => row.Name));
    }

    [Theory]
    [InlineData("A,1,1,31\n\u001a")]
    [InlineData("A,1,1,31\r\n\u001a\r\n")]
    [InlineData("A,1,1,31\u001a")]
    [InlineData("\"A\",\"1\",\"1\",\"31\"\u001a")]
    [InlineData("A,1,1,31\u001a\n")]
    public void The_sign_that_ends_a_file_of_DOS_is_no_part_of_it(string rows) =>
        Assert.Equal("A|1|1|31|||||||", Assert.Single(Csv.Read(Csv.Header + "\r\n" + rows)).Show());

    [Fact]
    public void The_sign_for_a_character_that_was_lost_stays_in_a_name() =>
        Assert.Equal("M\u001aller|1|1|31|||||||", Assert.Single(Csv.Rows("M\u001aller,1,1,31")).Show());

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    public void Every_encoding_that_Excel_and_PowerShell_write_is_read(string encoding, bool hasMark)
    {
        var text = Encoding.GetEncoding(encoding);
        byte[] bytes =
        [
            .. hasMark ? text.GetPreamble() : [],
            .. text.GetBytes(Csv.Header + "\r\nZoë 😀,4111,1,31\r\n"),
        ];

        Assert.Equal("Zoë 😀|4111|1|31|||||||", Assert.Single(Csv.Read(bytes)).Show());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public void How_the_stream_is_portioned_changes_nothing(string encoding)
    {
        const string Rows = "\r\n\"Zoë\r\n😀\",4111,1,31\r\n\r\nB,\"x\" y,1,31\r\n,,,\r\n\"C,4111,1,31\r\nD,4111,1,31";
        var text = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. text.GetPreamble(), .. text.GetBytes(Csv.Header + Rows)];
        using var whole = new MemoryStream(bytes);
        using var single = new PortionedStream(bytes.Select(value => new[] { value }));

        var expected = Csv.Read(whole).Select(Csv.Show).ToArray();

        Assert.Equal(4, expected.Length);
        Assert.Equal(expected, Csv.Read(single).Select(Csv.Show).ToArray());
    }

    [Fact]
    public void Blank_lines_and_records_of_separators_only_are_no_rows()
    {
        var rows = Csv.Rows("", "A,1,1,31", "", "   ", ",,,", "\"\",\"\",,", "B,2,1,31", "", "");

        Csv.Same(["A", "B"], rows.Select(row => row.Name));
    }

    [Fact]
    public void Missing_and_empty_values_are_null()
    {
        var rows = Csv.Rows("A,1,1", "B", "\"\",4,,31");

        Csv.Same(["A|1|1||||||||", "B||||||||||", "|4||31|||||||"], rows.Select(Csv.Show));
        Assert.All(rows, row => Assert.Null(row.Problem));
        Assert.Null(rows[2].Name);
    }

    [Theory]
    [InlineData("Doe, John,4111,1,31")]
    [InlineData("Jane,4111,1,31,x")]
    [InlineData("Jane,4111,1,31,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,x")]
    public void A_row_of_more_values_than_columns_is_a_problem_and_is_not_used(string line)
    {
        var rows = Csv.Rows("A,1,1,31", line, "B,2,1,31");

        Csv.Same(["A", null, "B"], rows.Select(row => row.Name));
        Assert.Contains("for 4 columns", rows[1].Problem!, StringComparison.Ordinal);
        Assert.Null(rows[1].Number);
    }

    [Theory]
    [InlineData("Jane,4111,1,31,")]
    [InlineData("Jane,4111,1,31,,, ,\"\",")]
    public void Values_too_many_that_are_empty_and_last_are_passed_over(string line) =>
        Assert.Equal("Jane|4111|1|31|||||||", Assert.Single(Csv.Rows(line)).Show());

    [Theory]
    [InlineData("ACCOUNT_UPDATER", "ACCOUNT_UPDATER")]
    [InlineData("A;B|C D", "A+B+C+D")]
    [InlineData("\"A, B\"", "A+B")]
    [InlineData(" ;; ", "")]
    [InlineData("", "")]
    public void A_cell_can_hold_several_capabilities(string cell, string expected)
    {
        var row = Assert.Single(Csv.Read($"{Csv.Header},Capabilities\nJane,4111,1,31,{cell}"));

        Assert.Equal(expected, string.Join('+', row.Capability ?? []));
        Assert.Equal(expected.Length == 0, row.Capability is null);
    }

    [Fact]
    public void The_stream_stays_open_and_is_read_no_further_than_asked_for()
    {
        using var stream = new PortionedStream(Portions());

        Assert.Equal("Jane", VgsCalm.Formats.Csv.CardCsv.Read(stream, Csv.File).First().Name);

        Assert.InRange(stream.BytesRead, 1, 1024 * 1024);
        Assert.False(stream.IsDisposed);

        static IEnumerable<byte[]> Portions()
        {
            yield return Encoding.UTF8.GetBytes(Csv.Header + "\n");
            while (true)
            {
                yield return "Jane,4111,1,31\n"u8.ToArray();
            }
        }
    }
}
