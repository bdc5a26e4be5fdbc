using System.Globalization;
using VgsCalm.Bulk;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>How a run knows cards again.</summary>
public sealed class CardFingerprintsTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(150_000)]
    public void Each_card_is_new_once_and_known_then(int count)
    {
        var known = new CardFingerprints();
        Assert.All(Cards(count), card => Assert.True(known.Add(card)));
        Assert.All(Cards(count), card => Assert.False(known.Add(card)));
    }

    [Theory]
    [InlineData("4111111111111111", "4111 1111-1111 1111", false)]
    [InlineData("4111111111111111", "4111111111111112", true)]
    [InlineData("tok_1", "tok_1", false)]
    [InlineData("", "", true)]
    [InlineData(null, " ", true)]
    public void A_card_is_the_same_where_its_number_is(string? number, string? other, bool isNew)
    {
        var known = new CardFingerprints();
        Assert.True(known.Add(new CardRow { Number = number }));
        Assert.Equal(isNew, known.Add(new CardRow { Number = other }));
    }

    [Fact]
    public void Another_merchant_makes_it_another_card()
    {
        var known = new CardFingerprints();
        Assert.True(known.Add(new CardRow { Number = "4111111111111111", MerchantId = "MC1" }));
        Assert.True(known.Add(new CardRow { Number = "4111111111111111", MerchantId = "MC2" }));
        Assert.False(known.Add(new CardRow { Number = "4111111111111111", MerchantId = "MC2" }));
    }

    [Fact]
    public void Another_sub_merchant_makes_it_another_card()
    {
        var known = new CardFingerprints();
        Assert.True(known.Add(new CardRow { Number = "4111111111111111", SubMerchantMid = "1" }));
        Assert.True(known.Add(new CardRow { Number = "4111111111111111", SubMerchantMid = "2" }));
        Assert.False(known.Add(new CardRow { Number = "4111111111111111", SubMerchantMid = "2" }));
    }

    // At any number of cards: a table that doubles takes twice as much just after it grew.
    [Theory]
    [InlineData(150_000)]
    [InlineData(220_000)]
    [InlineData(300_000)]
    [InlineData(420_000)]
    public void A_card_takes_at_most_sixteen_bytes(int count)
    {
        var cards = Cards(count);
        var known = new CardFingerprints();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var card in cards)
        {
            known.Add(card);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count, 8, 16);
    }

    private static CardRow[] Cards(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => new CardRow { Number = string.Create(CultureInfo.InvariantCulture, $"4111111{i:D9}") }),
        ];
}
