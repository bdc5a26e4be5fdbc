using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A row as the journal keeps it.</summary>
public sealed class EnrolmentRecordTests
{
    [Theory]
    [InlineData("4111111111111111.0")]
    [InlineData("4111111111111111,00")]
    [InlineData("4111 1111 1111 1111")]
    public void A_fraction_is_none_of_the_digits_of_a_number(string number)
    {
        var record = new CardRow { Number = number }.Describe(1);

        Assert.Equal(("411111", "1111"), (record.Bin, record.Last4));
    }

    [Theory]
    [InlineData("03/29", 3, 29)]
    [InlineData("1e/29", null, null)]
    [InlineData("03/2x", null, null)]
    [InlineData("+3/29", null, null)]
    [InlineData("3/29", null, null)]
    [InlineData(null, null, null)]
    public void An_expiry_is_month_and_year_or_neither(string? text, int? month, int? year) =>
        Assert.Equal((month, year), EnrolmentRecord.SplitExpiry(text));
}
