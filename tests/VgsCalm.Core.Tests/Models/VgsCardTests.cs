namespace VgsCalm.Core.Tests.Models;

/// <summary>What a card shows of its number.</summary>
public sealed class VgsCardTests
{
    [Theory]
    [InlineData("4111111111111111", "411111******1111", "411111", "1111")]
    [InlineData("4222222222222", "422222***2222", "422222", "2222")]
    [InlineData("6304000000000000009", "630400*********0009", "630400", "0009")]
    [InlineData("4111 1111 1111 1111", "411111******1111", "411111", "1111")]
    [InlineData("541577h6JzS40IV1962", "541577h6JzS40IV1962", "541577", "1962")]
    [InlineData("tok_sandbox_4pLJx", "tok_sandbox_4pLJx", null, null)]
    [InlineData("411111", "******", null, null)]
    [InlineData("", "", null, null)]
    [InlineData(null, null, null, null)]
    public void A_number_is_masked_and_an_alias_shown(string? number, string? shown, string? bin, string? last4)
    {
        var card = new VgsCard("CRD1", number);
        Assert.Equal((shown, bin, last4), (card.Number, card.Bin, card.Last4));
        Assert.Equal(number, card.RevealNumber());
    }

    [Theory]
    [InlineData("enrolled", "CRD1 (enrolled)")]
    [InlineData(null, "CRD1")]
    public void As_text_it_is_id_and_state(string? state, string text) =>
        Assert.Equal(text, new VgsCard("CRD1", Secrets.CardNumber) { State = state }.ToString());

    [Theory]
    [InlineData("enrolling", false)]
    [InlineData("ENROLLING", false)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("enrolled", true)]
    [InlineData("failed", true)]
    [InlineData("something-new", true)]
    public void Every_state_but_enrolling_is_final(string? state, bool final) =>
        Assert.Equal(final, new VgsCard("CRD1", null) { State = state }.IsFinal);
}
