using VgsCalm.Cards;

namespace VgsCalm.Core.Tests.Cards;

/// <summary>A name that is no name: what a quotation mark too many makes of several rows is not sent.</summary>
public sealed class CardNameTests
{
    [Theory]
    [InlineData("Ann,4111111111111111,1,29\nBob", "line end")]
    [InlineData("Ann\rBob", "line end")]
    [InlineData("Ann 4111 1111 1111 1111", "card number")]
    public void A_name_of_several_rows_is_refused_and_not_shown(string name, string says)
    {
        var error = Assert.Throws<VgsApiException>(() => Create(name));

        Assert.Equal((VgsErrorId.CardInvalid, "Name"), (error.Id, error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" Ann Lee \n", "Ann Lee")]
    [InlineData("ACME 20261127 No. 1234567890123456", "ACME 20261127 No. 1234567890123456")]
    public void Dates_and_other_numbers_may_be_in_a_name(string name, string sent) =>
        Assert.Equal(sent, Create(name).Name);

    private static CardDetails Create(string name) => CardDetails.Create(name, "5555555555554444", "11", "29", "row 1");
}
