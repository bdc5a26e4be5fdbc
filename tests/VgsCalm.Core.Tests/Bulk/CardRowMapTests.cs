using VgsCalm.Bulk;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>The columns of a file and the properties of an object mean the same.</summary>
public sealed class CardRowMapTests
{
    private static readonly string[] Columns = ["Name", "Number", "ExpMonth", "ExpYear"];

    [Theory]
    [InlineData("BillingAddressZip", "no such field")]
    [InlineData("billing_address.zip", "no such field")]
    [InlineData("CardNumber", "two columns for Number")]
    [InlineData("expiration month", "two columns for ExpMonth")]
    public void A_column_refused_in_a_file_is_refused_in_an_object(string column, string why)
    {
        var file = Assert.Throws<VgsApiException>(() => ForFile(column));
        var row = Assert.Throws<VgsApiException>(() => ForObject(column));

        Assert.Equal((VgsErrorId.CardInvalid, file.Code), (row.Id, row.Code));
        Assert.Equal(file.RecommendedAction, row.RecommendedAction);
        Assert.Contains(why, file.Message, StringComparison.Ordinal);
        Assert.Contains(why, row.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Number", "Rename one of them.")]
    [InlineData("CardNumber", "Say by -ColumnMap which one is meant.")]
    public void A_column_that_stands_twice_is_renamed(string column, string advice) =>
        Assert.Equal(advice, Assert.Throws<VgsApiException>(() => ForFile(column)).RecommendedAction);

    [Theory]
    [InlineData("Capabilities", "A;B|C,D E\tF\nG")]
    [InlineData("billing_address.city", "Zürich")]
    [InlineData("merchant.vgs_merchant_id", "MC1")]
    public void A_row_of_either_kind_is_read_alike(string column, string value)
    {
        string[] values = ["Jane", "4111111111111111", "1", "31", value];

        var file = ForFile(column).Read(ordinal => values[ordinal]);
        var row = ForObject(column).Read(ordinal => values[ordinal]);

        Assert.Equal(Formats.Csv.Show(file), Formats.Csv.Show(row));
        Assert.Contains(value[..1], Formats.Csv.Show(row), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("\\N")]
    [InlineData(" NULL ")]
    public void What_databases_write_for_no_value_is_none(string cell)
    {
        var address = ForFile("billing_address.city").Read(_ => cell);
        var merchant = ForObject("MerchantId").Read(_ => cell);

        Assert.Equal(Formats.Csv.Show(new CardRow()), Formats.Csv.Show(merchant));
        Assert.Null(Assert.Single(address.BillingAddress!).Value);
    }

    [Theory]
    [InlineData("Null")]
    [InlineData("NULLER")]
    [InlineData("\\n")]
    public void What_looks_like_it_is_a_text(string cell) =>
        Assert.Equal(cell, ForFile("MerchantId").Read(_ => cell).Name);

    [Fact]
    public void A_property_that_an_object_lacks_is_missing_in_its_row() =>
        Assert.Null(CardRowMap.ForObject(["Name"], columnMap: null, CardSource.Pipeline).Read(_ => "Jane").Number);

    [Fact]
    public void The_example_of_a_column_map_names_all_that_is_missing()
    {
        var error = Assert.Throws<VgsApiException>(() =>
            CardRowMap.ForFile(["Cardholder", "PAN Nr", "Mon", "Yr"], columnMap: null, CardSource.File("cards.csv"))
        );

        Assert.Contains("@{ Number = '…'; ExpMonth = '…'; ExpYear = '…' }", error.RecommendedAction);
    }

    private static CardRowMap ForFile(string column) =>
        CardRowMap.ForFile([.. Columns, column], columnMap: null, CardSource.File("cards.csv"));

    private static CardRowMap ForObject(string column) =>
        CardRowMap.ForObject([.. Columns, column], columnMap: null, CardSource.Pipeline);
}
