namespace VgsCalm.Core.Tests.Formats;

/// <summary>Columns with other names: -ColumnMap.</summary>
public sealed class CsvColumnMapTests
{
    private const string Text = "Holder;PAN;Month;Year;Cust No;Name\nJane Roe;4111111111111111;1;31;C-7;internal\n";

    private static readonly (string, string)[] Map =
    [
        ("Name", "Holder"),
        ("Number", "PAN"),
        ("ExpMonth", "Month"),
        ("ExpYear", "Year"),
    ];

    [Fact]
    public void A_map_says_which_column_is_meant_also_where_another_has_our_name()
    {
        var row = Assert.Single(Csv.Read(Text, [.. Map, ("Reference", "Cust No")]));

        Assert.Equal("Jane Roe|4111111111111111|1|31||||C-7|||", row.Show());
    }

    [Theory]
    [InlineData("cardnumber", "pan")]
    [InlineData("card_number", " PAN ")]
    [InlineData("Number", "P-A-N")]
    public void Both_sides_of_the_map_may_differ_in_case_and_separators(string ours, string theirs)
    {
        Assert.Equal(
            "4111111111111111",
            Assert
                .Single(
                    Csv.Read(Text, [("Name", "Holder"), (ours, theirs), ("ExpMonth", "Month"), ("ExpYear", "Year")])
                )
                .Number
        );
    }

    [Theory]
    [InlineData("Expiry", "Bis", "Jane|4111|01|31|||||||")]
    [InlineData("expiration_date", "Bis", "Jane|4111|01|31|||||||")]
    [InlineData("LastName", "Kunde", "Roe|4111|9|99|||||||")]
    public void A_usual_field_is_mapped_and_counts_before_columns_of_our_names(
        string ours,
        string theirs,
        string shown
    ) =>
        Assert.Equal(
            shown,
            Assert
                .Single(Csv.Read("Name,Number,ExpMonth,ExpYear,Bis,Kunde\nJane,4111,9,99,01/31,Roe", (ours, theirs)))
                .Show()
        );

    [Fact]
    public void A_field_of_the_billing_address_can_be_mapped()
    {
        var row = Assert.Single(Csv.Read(Text, [.. Map, ("BillingAddressPostalCode", "Cust No")]));

        Assert.Equal(KeyValuePair.Create("postalcode", (string?)"C-7"), Assert.Single(row.BillingAddress!));
    }

    [Fact]
    public void A_mapped_column_is_not_taken_for_what_its_name_means()
    {
        var row = Assert.Single(
            Csv.Read(
                "Name,Number,ExpMonth,ExpYear,CardNumber\nJane,R-1,1,31,4111",
                ("Number", "CardNumber"),
                ("Reference", "Number")
            )
        );

        Assert.Equal("Jane|4111|1|31||||R-1|||", row.Show());
    }

    [Fact]
    public void A_map_settles_which_of_two_columns_is_meant()
    {
        Assert.Equal(
            "2",
            Assert
                .Single(Csv.Read("Name,Number,CardNumber,ExpMonth,ExpYear\nJane,1,2,1,31", ("Number", "CardNumber")))
                .Number
        );
    }

    [Theory]
    [InlineData("Number", "Pan2")]
    [InlineData("Number", "")]
    public void A_column_that_is_not_there_is_named_with_those_that_are(string ours, string theirs)
    {
        var error = Csv.Refused(Text, (ours, theirs));

        Assert.Contains($"no column '{theirs}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Holder, PAN, Month, Year, Cust No, Name", error.Message, StringComparison.Ordinal);
        Assert.Equal("Number", error.Code);
    }

    [Theory]
    [InlineData("Numbr")]
    [InlineData("Cvv")]
    [InlineData("BillingAddressCounty")]
    [InlineData("")]
    public void A_field_that_cards_do_not_have_is_named_with_those_that_they_have(string ours)
    {
        var error = Csv.Refused(Text, (ours, "PAN"));

        Assert.Contains($"'{ours}' is no field", error.Message, StringComparison.Ordinal);
        Assert.Contains("Holder, PAN", error.Message, StringComparison.Ordinal);
        Assert.Contains("SubMerchantMid", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_cannot_be_two_fields()
    {
        // Else a card number could become a reference, which is written to the journal.
        Assert.Contains(
            "'PAN' twice",
            Csv.Refused(Text, [.. Map, ("Reference", "PAN")]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_field_cannot_be_mapped_under_two_names()
    {
        Assert.Contains(
            "it has Number twice",
            Csv.Refused(Text, ("Number", "PAN"), ("CardNumber", "Cust No")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_that_two_columns_share_cannot_be_mapped()
    {
        Assert.Contains(
            "2 columns 'PAN'",
            Csv.Refused("Name,PAN,PAN,ExpMonth,ExpYear\n", ("Number", "PAN")).Message,
            StringComparison.Ordinal
        );
    }
}
