using VgsCalm.Cards;

namespace VgsCalm.Core.Tests.Cards;

/// <summary>An expiry in one column, in the forms that files have.</summary>
public sealed class CardExpiryTests
{
    [Theory]
    [InlineData("1225", "12", "25")]
    [InlineData("325", "3", "25")]
    [InlineData("12/25", "12", "25")]
    [InlineData("3/25", "3", "25")]
    [InlineData("03-2027", "03", "2027")]
    [InlineData("12/2027", "12", "2027")]
    [InlineData("122027", "12", "2027")]
    [InlineData("202712", "12", "2027")]
    [InlineData("2027-09", "09", "2027")]
    [InlineData("2027-09-13", "09", "2027")]
    [InlineData("2027-09-13T00:00:00", "09", "2027")]
    [InlineData("09/13/27", "09", "27")]
    [InlineData("13.09.2027", "09", "2027")]
    public void It_is_read(string text, string month, string year)
    {
        Assert.True(CardExpiry.TryParse(text, out var readMonth, out var readYear));
        Assert.Equal((month, year), (readMonth, readYear));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13/25")]
    [InlineData("0025")]
    [InlineData("09/08/27")]
    [InlineData("soon")]
    [InlineData("1/2/3/4")]
    [InlineData("12/1999")]
    public void An_unclear_expiry_is_not_guessed(string text) => Assert.False(CardExpiry.TryParse(text, out _, out _));
}
