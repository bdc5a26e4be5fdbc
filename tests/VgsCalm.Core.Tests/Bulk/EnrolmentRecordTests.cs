using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A row as the journal keeps it.</summary>
public sealed class EnrolmentRecordTests
{
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
