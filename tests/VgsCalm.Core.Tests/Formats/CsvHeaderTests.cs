namespace VgsCalm.Core.Tests.Formats;

/// <summary>How the columns of a file are found.</summary>
public sealed class CsvHeaderTests
{
    [Fact]
    public void The_columns_of_VGSs_sample_file_are_known()
    {
        var row = Assert.Single(
            Csv.Read("Name,CardNumber,ExpirationMonth,ExpirationYear\r\nJohn Doe,541577h6JzS40IV1962,11,24\r\n")
        );

        Assert.Equal("John Doe|541577h6JzS40IV1962|11|24|||||||", row.Show());
    }

    [Fact]
    public void All_our_own_columns_are_known()
    {
        var row = Assert.Single(
            Csv.Read(
                "Reference,Capability,SubMerchantMid,SubMerchantName,MerchantId,ExpYear,ExpMonth,Number,Name\n"
                    + "R-1,ACCOUNT_UPDATER,mid-7,Shop,MC123,2031,1,4111111111111111,Jane Roe"
            )
        );

        Assert.Equal("Jane Roe|4111111111111111|1|2031|MC123|Shop|mid-7|R-1|ACCOUNT_UPDATER||", row.Show());
    }

    [Fact]
    public void The_names_of_the_API_are_known_nested_ones_too()
    {
        var row = Assert.Single(
            Csv.Read(
                "name,number,exp_month,exp_year,capabilities,merchant.vgs_merchant_id,merchant.sub_merchant_name,"
                    + "merchant.sub_merchant_mid,billing_address.postal_code\n"
                    + "Jane Roe,4111111111111111,1,31,A;B,MC123,Shop,mid-7,8001"
            )
        );

        Assert.Equal("Jane Roe|4111111111111111|1|31|MC123|Shop|mid-7||A+B|postalcode=8001|", row.Show());
    }

    [Theory]
    [InlineData("NAME,NUMBER,EXPMONTH,EXPYEAR")]
    [InlineData("name,card number,exp-month,Expiration Year")]
    [InlineData(" Name , Card_Number ,EXP MONTH,exp__year")]
    [InlineData("\"Name\",\"Card Number\",\"Exp\nMonth\",\"ExpYear\"")]
    public void Letter_case_and_separators_within_a_name_do_not_count(string header)
    {
        Assert.Equal("Jane|4111|1|31|||||||", Assert.Single(Csv.Read(header + "\nJane,4111,1,31")).Show());
    }

    [Theory]
    [InlineData("BillingAddressCity", "city")]
    [InlineData("billing_address.city", "city")]
    [InlineData("Billing Address Postal Code", "postalcode")]
    [InlineData("billing-address-address1", "address1")]
    [InlineData("BillingAddressName", "name")]
    public void Columns_of_the_billing_address_are_gathered(string column, string field)
    {
        var row = Assert.Single(Csv.Read($"{Csv.Header},{column}\nJane,4111,1,31,Zürich"));

        Assert.Equal(new KeyValuePair<string, string?>(field, "Zürich"), Assert.Single(row.BillingAddress!));
        Assert.NotNull(VgsCalm.Cards.BillingAddress.Normalize(row.BillingAddress, out var unknown));
        Assert.Null(unknown);
    }

    [Fact]
    public void A_file_without_a_billing_address_has_none() =>
        Assert.Null(Assert.Single(Csv.Rows("Jane,4111,1,31")).BillingAddress);

    [Theory]
    [InlineData("BillingAddressCounty")]
    [InlineData("billing_address")]
    public void A_column_that_the_billing_address_does_not_have_is_an_error(string column)
    {
        var error = Csv.Refused($"{Csv.Header},{column}\nJane,4111,1,31,x");

        Assert.Contains($"'{column}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("postal_code", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Equal("BillingAddress", error.Code);
    }

    [Fact]
    public void Other_columns_and_columns_without_a_name_are_left_alone()
    {
        var row = Assert.Single(Csv.Read("Id,Name,,Number,Comment,ExpMonth,ExpYear,,\n7,Jane,x,4111,\"a,b\",1,31,y,z"));

        Assert.Equal("Jane|4111|1|31|||||||", row.Show());
    }

    [Theory]
    [InlineData("Number,ExpMonth,ExpYear", "Name")]
    [InlineData("Name,ExpMonth,ExpYear", "Number")]
    [InlineData("Name,Number,ExpYear", "ExpMonth")]
    [InlineData("Name,Number,ExpMonth", "ExpYear")]
    [InlineData("Inhaber,Nummer,Jahr", "Name, Number, ExpMonth, ExpYear")]
    public void Missing_columns_are_named_with_those_that_are_there(string header, string missing)
    {
        var error = Csv.Refused(header + "\n");

        Assert.Contains($"no column for {missing}.", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"Its columns are {header.Replace(",", ", ", StringComparison.Ordinal)}.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(missing.Split(',')[0], error.Code);
    }

    [Theory]
    [InlineData("John Doe,5415775831611962,11,24")]
    [InlineData("John Doe,541577h6JzS40IV1962,11,24")]
    [InlineData("5415 7758 3161 1962")]
    [InlineData("John Doe,secret,1,24")]
    public void A_missing_header_is_reported_without_the_first_card(string card)
    {
        var error = Csv.Refused(card + "\n" + card);

        Assert.Contains("first line looks like a card", error.Message, StringComparison.Ordinal);
        foreach (var cell in card.Split(','))
        {
            Assert.DoesNotContain(cell, error.Message + error.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_of_thousands_of_columns_makes_no_endless_message()
    {
        var error = Csv.Refused(string.Join(',', Enumerable.Range(0, 5000).Select(_ => new string('x', 10))));

        Assert.InRange(error.Message.Length, 100, 1000);
    }

    [Theory]
    [InlineData("Number,CardNumber", "Number")]
    [InlineData("exp_month,Expiration Month", "ExpMonth")]
    [InlineData("Reference,REFERENCE", "Reference")]
    [InlineData("BillingAddressCity,billing_address.city", "BillingAddresscity")]
    public void Two_columns_for_one_field_are_an_error_that_names_both(string two, string field)
    {
        var others = Csv
            .Header.Split(',')
            .Where(name =>
                !two.Replace("_", "", StringComparison.Ordinal).Contains(name, StringComparison.OrdinalIgnoreCase)
            );
        var error = Csv.Refused(string.Join(',', [two, .. others]));

        Assert.Contains("two columns", error.Message, StringComparison.Ordinal);
        foreach (var column in two.Split(','))
        {
            Assert.Contains($"'{column}'", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(field, error.Code);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_separator_is_seen_in_the_header(char separator)
    {
        var row = Assert.Single(
            Csv.Read("Name,Number,ExpMonth,ExpYear,Reference\nJane,4111,1,31,R".Replace(',', separator))
        );

        Assert.Equal("Jane|4111|1|31||||R|||", row.Show());
    }

    [Fact]
    public void Separators_in_a_quoted_name_or_in_the_rows_do_not_count()
    {
        var row = Assert.Single(
            Csv.Read(
                "\"Remarks, notes, and, other, things\";Name;Number;ExpMonth;ExpYear\n,,,,,,,,,,;Roe, Jane;4111;1;31"
            )
        );

        Assert.Equal("Roe, Jane|4111|1|31|||||||", row.Show());
    }

    [Theory]
    [InlineData("#TYPE System.Management.Automation.PSCustomObject\r\nName,Number,ExpMonth,ExpYear\r\nJane,4111,1,31")]
    [InlineData(
        "#TYPE Selected.System.String\n\"Name\",\"Number\",\"ExpMonth\",\"ExpYear\"\n\"Jane\",\"4111\",\"1\",\"31\""
    )]
    [InlineData("sep=;\r\nName;Number;ExpMonth;ExpYear\r\nJane;4111;1;31")]
    [InlineData("sep=;;;;\r\nName;Number;ExpMonth;ExpYear\r\nJane;4111;1;31")]
    [InlineData("sep=;\r\nName;Number;ExpMonth;ExpYear;a,b,c,d,e\r\nJane;4111;1;31")]
    [InlineData("\"sep=,\",,,\r\nName,Number,ExpMonth,ExpYear\r\nJane,4111,1,31")]
    [InlineData("\uFEFFSEP=|\nName|Number|ExpMonth|ExpYear\nJane|4111|1|31")]
    [InlineData("\n  \r\n\nName,Number,ExpMonth,ExpYear\nJane,4111,1,31")]
    public void Lines_that_programs_put_before_the_header_are_passed(string text)
    {
        Assert.Equal("Jane|4111|1|31|||||||", Assert.Single(Csv.Read(text)).Show());
    }

    [Fact]
    public void A_header_alone_has_no_rows()
    {
        Assert.Empty(Csv.Read(Csv.Header));
        Assert.Empty(Csv.Read(Csv.Header + "\r\n\r\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n  \n")]
    [InlineData("sep=;\n")]
    [InlineData(",,,\n,,,")]
    public void An_empty_file_is_an_error(string text)
    {
        Assert.Contains("is empty", Csv.Refused(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_is_read_before_any_row_is_asked_for()
    {
        using var stream = new MemoryStream("Name,Number\nJane,4111"u8.ToArray());

        Assert.Throws<VgsApiException>(() => VgsCalm.Formats.Csv.CardCsv.Read(stream, Csv.File));
    }

    [Theory]
    [InlineData("Name,\"Number,ExpMonth,ExpYear\nJane,4111,1,31\n", "never closed")]
    [InlineData("\"Name\"s,Number,ExpMonth,ExpYear\n", "beside a quoted value")]
    public void A_damaged_header_is_an_error(string text, string why)
    {
        Assert.Contains(why, Csv.Refused(text).Message, StringComparison.Ordinal);
    }
}
