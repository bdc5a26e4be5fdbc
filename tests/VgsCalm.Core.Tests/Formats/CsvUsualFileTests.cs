namespace VgsCalm.Core.Tests.Formats;

/// <summary>The files that people have: their names of columns, their expiries, and what is no CSV of cards.</summary>
public sealed class CsvUsualFileTests
{
    private const string Magstripe = "%B4111111111111111^DOE/JANE^3101101?";

    [Theory]
    [InlineData("cardholder_name,pan,expiry_month,expiry_year")]
    [InlineData("Name on card,Card No,Card Exp Month,Card Exp Year")]
    [InlineData(
        "credit_card.cardholder_name,credit_card.number,credit_card.expiration_month,credit_card.expiration_year"
    )]
    [InlineData("Holder,CC Number,ExpMonth,ExpYear")]
    public void Columns_are_known_by_their_usual_names(string header) =>
        Assert.Equal("Jane|4111|1|31|||||||", Assert.Single(Csv.Read($"{header}\nJane,4111,1,31")).Show());

    [Fact]
    public void A_column_of_an_exact_name_goes_before_one_of_a_usual_name() =>
        Assert.Equal(
            "Jane|4111|1|31|||||||",
            Assert.Single(Csv.Read("PAN,Name,Number,ExpMonth,ExpYear\n5415,Jane,4111,1,31")).Show()
        );

    [Theory]
    [InlineData("\uFEFF\uFEFFName,Number,ExpMonth,ExpYear")]
    [InlineData("Name\u200B,\u2060Number,\u200EExpMonth,Exp\u00ADYear")]
    public void Signs_that_nobody_sees_do_not_hide_a_column(string header) =>
        Assert.Equal("Jane|4111|1|31|||||||", Assert.Single(Csv.Read($"{header}\nJane,4111,1,31")).Show());

    [Fact]
    public void First_and_last_name_make_a_name() =>
        Assert.StartsWith(
            "Jane Doe|",
            Assert.Single(Csv.Read("First Name,Last Name,Number,ExpMonth,ExpYear\nJane,Doe,4111,1,31")).Show(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0131", "01", "31")]
    [InlineData("131", "1", "31")]
    [InlineData("01/31", "01", "31")]
    [InlineData("1/2031", "1", "2031")]
    [InlineData("01-31", "01", "31")]
    [InlineData("012031", "01", "2031")]
    [InlineData("203101", "01", "2031")]
    [InlineData("2031-01", "01", "2031")]
    [InlineData("2031-01-31", "01", "2031")]
    [InlineData("2031-01-31T00:00:00Z", "01", "2031")]
    [InlineData("31.01.2031", "01", "2031")]
    public void An_expiry_in_one_column_is_read(string expiry, string month, string year)
    {
        var row = Assert.Single(Csv.Read($"Name,Number,Expiry\nJane,4111,{expiry}"));

        Assert.Equal((month, year, null), (row.ExpMonth, row.ExpYear, row.Problem));
    }

    [Theory]
    [InlineData("Expiry,ExpYear", "01/31,2031")]
    [InlineData("ExpMonth,Expiry", "1,01/31")]
    public void An_expiry_in_one_column_counts_beside_half_of_one(string columns, string values)
    {
        var row = Assert.Single(Csv.Read($"Name,Number,{columns}\nJane,4111,{values}"));

        Assert.Equal(("01", "31", null), (row.ExpMonth, row.ExpYear, row.Problem));
    }

    [Theory]
    [InlineData("1331")]
    [InlineData("31/01")]
    [InlineData("01.02.2031")]
    [InlineData("2031-13-01")]
    [InlineData("Jan 31")]
    public void An_expiry_that_could_mean_two_things_is_the_rows_problem(string expiry)
    {
        var rows = Csv.Read($"Name,Number,Expiry\nJane,4111,{expiry}\nJohn,4111,0131");

        Assert.Contains("MM/YYYY", rows[0].Problem!, StringComparison.Ordinal);
        Assert.DoesNotContain(expiry, rows[0].Problem!, StringComparison.Ordinal);
        Assert.Null(rows[1].Problem);
    }

    [Theory]
    [InlineData("H,20260301,ACQ1\nD,4111111111111111,0131\n", "record file")]
    [InlineData("FH,20260301\nBH,1\nD,4111111111111111\n", "record file")]
    [InlineData(
        "Row,Reference,Outcome,Id,Bin,Last4,ExpMonth,ExpYear\n1,a,enrolled,CRD1,411111,1111,1,31\n",
        "result or a reject file"
    )]
    [InlineData("[{\"number\":\"4111111111111111\"}]", "JSON")]
    [InlineData("[{\"name\": \"A\", \"number\": \"4111111111111111\"}]", "JSON")]
    [InlineData("\n {\"number\":\"4111111111111111\"}", "JSON")]
    [InlineData("<html>4111111111111111</html>", "HTML or XML")]
    [InlineData("PK\u0003\u0004 4111111111111111", "Excel workbook")]
    public void A_file_of_another_kind_is_refused_by_that_name(string text, string kind)
    {
        var error = Csv.Refused(text);

        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", error.Message + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_header_is_told_to_begin_with_one()
    {
        var error = Csv.Refused("4111111111111111,1225,01\n4111111111111111,1225,03\n");

        Assert.Contains("It has no header", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Give the file a first line", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CVV")]
    [InlineData("card_security_code")]
    [InlineData("PIN")]
    [InlineData("Track2")]
    [InlineData("track_data")]
    public void A_column_that_may_not_be_kept_is_read_into_no_field(string column)
    {
        var row = Assert.Single(Csv.Read($"{Csv.Header},{column}\nJane,4111,1,31,{Magstripe}"));

        Assert.Equal("Jane|4111|1|31|||||||", row.Show());
    }

    [Theory]
    [InlineData("CVV")]
    [InlineData("PIN")]
    [InlineData("Track 1")]
    public void A_map_cannot_make_it_a_field_either(string column)
    {
        var error = Csv.Refused($"{Csv.Header},{column}\nJane,4111,1,31,{Magstripe}", ("Reference", column));

        Assert.Contains("never sent or kept", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Magstripe, error.Message + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_first_lines_and_separators_at_the_end_cost_nothing() =>
        Assert.Equal(
            "Jane|4111|1|31|||||||",
            Assert.Single(Csv.Read($"\n\n{Csv.Header},\nJane,4111,1,31,,\n,,,,\n")).Show()
        );
}
