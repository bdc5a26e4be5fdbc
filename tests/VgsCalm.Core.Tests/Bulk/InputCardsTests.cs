using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// Whether an input's cards are mostly those that a journal has sent, though bin and last four are all that it keeps of a number.
/// </summary>
public sealed class InputCardsTests : IDisposable
{
    private const int Count = 4_000;

    private readonly JournalRig _rig = new();

    [Theory]
    [InlineData(1, "01/29", nameof(CardOverlap.Same))]
    [InlineData(1, "02/30", nameof(CardOverlap.OtherExpiry))]
    [InlineData(2, "02/30", nameof(CardOverlap.Few))]
    public void Thousands_of_one_bin_are_told_from_others(int seed, string expiry, string expected)
    {
        using var journal = _rig.Open();
        foreach (var card in Cards(seed: 1, "01/29"))
        {
            journal.Append(card with { State = EnrolmentState.Enrolled });
        }

        var cards = new InputCards();
        foreach (var card in Cards(seed, expiry).Reverse())
        {
            cards.Add(card);
        }

        Assert.Equal(expected, cards.FindOverlap(journal).ToString());
    }

    [Fact]
    public void A_bin_all_of_whose_numbers_are_taken_tells_nothing()
    {
        using var journal = _rig.Open();
        journal.Append(Card(1, 1234, "01/29") with { State = EnrolmentState.Enrolled });
        var cards = new InputCards();
        for (var last4 = 0; last4 < 10_000; last4++)
        {
            cards.Add(Card(1, last4, "02/30"));
        }

        Assert.Equal(CardOverlap.Few, cards.FindOverlap(journal));
    }

    [Fact]
    public void Rows_without_a_number_and_rows_that_were_not_sent_do_not_count()
    {
        using var journal = _rig.Open();
        journal.Append(Card(1, 1, "01/29") with { State = EnrolmentState.Enrolled });
        journal.Append(Card(2, 2, "01/29") with { State = EnrolmentState.Rejected });
        journal.Append(Card(3, 3, "01/29") with { State = EnrolmentState.Rejected });
        var cards = new InputCards();
        cards.Add(Card(1, 1, "01/29"));
        cards.Add(new EnrolmentRecord(2, EnrolmentState.Withdrawn));
        cards.Add(new EnrolmentRecord(3, EnrolmentState.Withdrawn) { Exp = "01/29" });

        Assert.Equal(CardOverlap.Same, cards.FindOverlap(journal));
    }

    // One of them looks like the only card of the other, which a night's file of 500 has once in twenty nights.
    [Theory]
    [InlineData(1, 500)]
    [InlineData(999, 1)]
    public void One_card_that_looks_alike_by_chance_makes_no_old_file(int sent, int rows)
    {
        using var journal = _rig.Open();
        var cards = new InputCards();
        for (var row = 1; row <= sent; row++)
        {
            journal.Append(Card(row, row, "01/29") with { State = EnrolmentState.Enrolled });
        }

        for (var row = 1; row <= rows; row++)
        {
            cards.Add(Card(row, row, "01/29"));
        }

        Assert.Equal(CardOverlap.Few, cards.FindOverlap(journal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(2, 500)]
    [InlineData(10, 500)]
    public void A_small_old_file_is_known_among_many_expiries(int sent, int rows)
    {
        using var journal = _rig.Open();
        var cards = new InputCards();
        for (var row = 1; row <= rows; row++)
        {
            var card = Card(row, row, $"{1 + (row % 12):00}/{27 + (row % 5)}");
            cards.Add(card);
            if (row <= sent)
            {
                journal.Append(card with { State = EnrolmentState.Enrolled });
            }
        }

        Assert.Equal(CardOverlap.Same, cards.FindOverlap(journal));
    }

    [Fact]
    public void An_old_file_is_known_though_most_cards_of_its_kind_are_in_it()
    {
        using var journal = _rig.Open();
        var cards = new InputCards();
        foreach (var card in Cards(seed: 1, "01/29").Concat(Cards(seed: 2, "01/29")))
        {
            journal.Append(card with { Row = journal.LastRow + 1, State = EnrolmentState.Enrolled });
            cards.Add(card);
        }

        Assert.Equal(CardOverlap.Same, cards.FindOverlap(journal));
    }

    [Fact]
    public void An_old_file_is_known_though_each_of_its_cards_was_sent_twice()
    {
        using var journal = _rig.Open();
        var cards = new InputCards();
        for (var row = 1; row <= 20; row++)
        {
            var card = Card(row, (row + 1) / 2, "01/29");
            journal.Append(card with { State = EnrolmentState.Enrolled });
            cards.Add(card);
            cards.Add(Card(row, 100 + row, "02/30"));
        }

        Assert.Equal(CardOverlap.Same, cards.FindOverlap(journal));
    }

    // With all numbers of a bin in it, the cards of an input alone tell nothing: their places do.
    [Theory]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void Most_cards_in_their_places_with_another_expiry_make_no_other_file(int inPlace, bool isReplaceable)
    {
        using var journal = _rig.Open();
        for (var row = 1; row <= 3; row++)
        {
            journal.Append(Card(row, row, "01/29") with { State = EnrolmentState.Enrolled });
        }

        journal.Complete(3);
        var fit = new JournalFit(journal);
        for (var row = 1; row <= 10_000; row++)
        {
            fit.Add(Card(row, (row <= inPlace ? row : row + 5_000) % 10_000, "02/30"));
        }

        fit.Complete();

        Assert.Equal(isReplaceable, fit.IsReplaceable);
        Assert.Equal(
            !isReplaceable,
            fit.Describe().RecommendedAction!.Contains("with another expiry", StringComparison.Ordinal)
        );
    }

    public void Dispose() => _rig.Dispose();

    private static IEnumerable<EnrolmentRecord> Cards(int seed, string expiry)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, Count).Select(row => Card(row, random.Next(10_000), expiry))];
    }

    private static EnrolmentRecord Card(int row, int last4, string expiry) =>
        new(row, EnrolmentState.Withdrawn)
        {
            Bin = "541515",
            Last4 = $"{last4:0000}",
            Exp = expiry,
        };
}
