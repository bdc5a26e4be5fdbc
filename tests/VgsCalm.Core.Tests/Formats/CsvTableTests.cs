using System.Text;
using CsCheck;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>CSV that is written, and what comes back of it.</summary>
public sealed class CsvTableTests
{
    private static readonly string[] Header = ["Name", "Number", "ExpMonth", "ExpYear", "MerchantId", "Reference"];

    [Fact]
    public void A_table_has_commas_and_LF_and_quotes_only_where_needed()
    {
        var text = Write(
            ["Id", "Name"],
            ["CRD1", "Doe, John"],
            ["CRD2", "John \"JD\" Doe"],
            ["CRD3", "a\nb"],
            ["CRD4", null],
            ["CRD5"],
            ["", " x "]
        );

        Assert.Equal(
            "Id,Name\nCRD1,\"Doe, John\"\nCRD2,\"John \"\"JD\"\" Doe\"\nCRD3,\"a\nb\"\nCRD4,\nCRD5,\n, x \n",
            text
        );
    }

    [Fact]
    public void A_table_without_rows_is_its_header() => Assert.Equal("Id,Name\n", Write(["Id", "Name"]));

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+41 44 123", "'+41 44 123")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠1", "'＠1")]
    [InlineData("\u200B=1", "\u200B=1")]
    [InlineData("\u200E=1", "\u200E=1")]
    [InlineData("\u2060+1", "\u2060+1")]
    [InlineData("\uFEFF=1", "\uFEFF=1")]
    [InlineData("\u00A0=1", "\u00A0=1")]
    [InlineData(" =1", " =1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'=1", "'=1")]
    [InlineData("5415", "5415")]
    public void A_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(string cell, string written)
    {
        Assert.Equal($"A,B\nx,{written}\n", Write(["A", "B"], ["x", cell]));
    }

    [Fact]
    public void A_row_with_more_cells_than_columns_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => Write(["A"], ["1", "2"]));
    }

    [Fact]
    public void A_cell_of_a_million_characters_is_written()
    {
        var cell = new string('"', 1_000_000);

        Assert.Equal("A,B\nx,\"" + cell + cell + "\"\n", Write(["A", "B"], ["x", cell]));
    }

    [Fact]
    public void The_writer_stays_open_and_the_rows_are_disposed_of()
    {
        var disposed = false;
        using var writer = new StringWriter();

        CsvTable.Write(writer, ["A"], Rows());

        Assert.True(disposed);
        writer.Write("more");
        Assert.Equal("A\n1\nmore", writer.ToString());

        IEnumerable<IReadOnlyList<string?>> Rows()
        {
            try
            {
                yield return ["1"];
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [Fact]
    public void A_table_is_read_back_as_it_was_written()
    {
        var cell = Gen.OneOf(
                Gen.String[Gen.Char["ab1,;|\t \"'\r\n=+-@#\\é\0"], 0, 12],
                Gen.String[0, 40],
                Gen.Const("")
            )
            .Where(IsText);
        cell.Array[Header.Length]
            .Array[0, 20]
            .Sample(
                rows =>
                    Assert.Equal(
                        rows.Where(HasText).Select(row => string.Join('\u241F', row.Select(Read))).ToArray(),
                        Csv.Read(Write(Header, rows))
                            .Select(row =>
                                string.Join(
                                    '\u241F',
                                    row.Name,
                                    row.Number,
                                    row.ExpMonth,
                                    row.ExpYear,
                                    row.MerchantId,
                                    row.Reference
                                )
                            )
                            .ToArray()
                    ),
                iter: 3000,
                threads: 1
            );

        // An apostrophe where there was a formula; line ends as LF; no value for a NUL, and for what databases write where there is none.
        static string Read(string value)
        {
            var written = CsvTable.Neutralise(value);
            var hasNoValue = written.Contains('\0', StringComparison.Ordinal) || written.Trim() is "NULL" or "\\N";
            return hasNoValue ? "" : Lines(written);
        }
        static string Lines(string value) => value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        static bool HasText(string[] row) =>
            row.Any(value => CsvTable.Neutralise(value).Any(c => c is not (' ' or '\t' or '"' or '\r' or '\n' or ',')));
    }

    [Fact]
    public void Any_file_is_read_to_its_end_or_refused()
    {
        var line = Gen.OneOf(Gen.String[Gen.Char["a1,,\"\" \n\r;\0\uFFFE"], 0, 30], Gen.Const("Jane,4111,1,31"));
        line.Array[0, 30]
            .Sample(
                lines =>
                {
                    foreach (var row in Csv.Rows(lines))
                    {
                        Assert.False(row.Name is "");
                    }
                },
                iter: 3000,
                threads: 1
            );
    }

    [Fact]
    public void Damage_in_the_rows_before_it_leaves_a_good_row_as_it_is()
    {
        // No quotation mark after the damage: what it opens stays open.
        Gen.String[Gen.Char["a1,\" ;"], 0, 30]
            .Array[1, 10]
            .Sample(
                lines =>
                {
                    var last = Csv.Rows([.. lines, "Jane,4111,1,31"])[^1];
                    Assert.Equal("Jane|4111|1|31|||||||", last.Show());
                },
                iter: 2000,
                threads: 1
            );
    }

    private static string Write(string[] header, params string?[][] rows)
    {
        using var writer = new StringWriter();
        CsvTable.Write(writer, header, rows);
        return writer.ToString();
    }

    // What a file can hold and a reader does not count as damage.
    private static bool IsText(string value)
    {
        if (value.IndexOfAny(['\uFFFE', '\uFFFF', '\uFEFF']) >= 0)
        {
            return false;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) == value;
    }
}
