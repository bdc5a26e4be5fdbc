using System.Text;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Bytes that are no characters cost their row only, and a file of zeroes or of other binary content is refused.</summary>
public sealed class CsvBadCharacterTests
{
    [Fact]
    public void A_Latin_1_row_is_a_problem_and_keeps_what_can_be_read()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Csv.Header + ",Reference\nZoë,1,1,31,a\n"),
            .. Encoding.Latin1.GetBytes("Zoë,2,1,31,b\n"),
            .. "Jane,3,1,31,c"u8,
        ];

        var rows = Csv.Read(bytes);

        Csv.Same(
            [null, "has characters that are not UTF-8; save the file as UTF-8", null],
            rows.Select(row => row.Problem)
        );
        Assert.Equal(
            [("Zoë", "1", "a"), (null, "2", "b"), ("Jane", "3", "c")],
            rows.Select(row => (row.Name, row.Number, row.Reference))
        );
    }

    [Fact]
    public void Bad_bytes_in_a_column_that_is_not_used_do_no_harm()
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes(Csv.Header + ",Straße\nJane,1,1,31,Zürich\n")];

        Assert.Equal("Jane|1|1|31|||||||", Assert.Single(Csv.Read(bytes)).Show());
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBF, 0xBF })]
    [InlineData(new byte[] { 0xEF, 0xBF, 0xBE, 0x01 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Bytes_that_are_no_characters_are_always_a_problem(byte[] name)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Csv.Header + "\n"), .. name, .. ",1,1,31\nJane,2,1,31"u8];

        Assert.Equal(
            [(null, "1", false), ("Jane", "2", true)],
            Csv.Read(bytes).Select(row => (row.Name, row.Number, row.Problem is null))
        );
    }

    [Fact]
    public void A_sequence_that_the_end_of_the_file_cuts_is_a_problem()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("Number,ExpMonth,ExpYear,Name\n1,1,31,Zo"), 0xC3];

        Assert.Contains("UTF-8", Assert.Single(Csv.Read(bytes)).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_UTF_16_is_a_problem()
    {
        byte[] bytes =
        [
            0xFF,
            0xFE,
            .. Encoding.Unicode.GetBytes(Csv.Header + "\nx"),
            0x3D,
            0xD8,
            .. Encoding.Unicode.GetBytes(",1,1,31\nJane,2,1,31"),
        ];

        var rows = Csv.Read(bytes);

        Assert.Contains("UTF-16", rows[0].Problem!, StringComparison.Ordinal);
        Assert.Null(rows[1].Problem);
    }

    [Fact]
    public void A_binary_file_is_refused()
    {
        var bytes = new byte[10_000];
        new Random(4).NextBytes(bytes);
        bytes[7] = 0;
        bytes.AsSpan().Replace((byte)'\n', (byte)'x');
        bytes.AsSpan().Replace((byte)'\r', (byte)'x');
        bytes.AsSpan().Replace((byte)'"', (byte)'x');

        Assert.Contains("is no text", Csv.Refused(bytes).Message, StringComparison.Ordinal);
        Assert.All(
            [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, false)],
            encoding =>
                Assert.Contains(
                    "is no text",
                    Csv.Refused(encoding.GetBytes(Csv.Header + "\nJane,4111111111111111,1,31\n")).Message,
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            "Excel",
            Csv.Refused([(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0, 8, 0]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Zeroes_without_end_are_refused()
    {
        using var stream = new PortionedStream(Enumerable.Repeat(new byte[4096], int.MaxValue));

        Assert.Contains("is no CSV", Csv.Refused(stream).Message, StringComparison.Ordinal);
        Assert.InRange(stream.BytesRead, 1, 3L * CsvReader.MaxLine);
    }
}
