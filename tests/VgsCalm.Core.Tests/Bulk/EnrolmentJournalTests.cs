using System.Globalization;
using System.Text.Json;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>What a journal keeps, and for whom. The format is that of docs/journal.md.</summary>
public sealed class EnrolmentJournalTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Fact]
    public void A_new_journal_begins_with_its_version_and_the_place_of_its_cards()
    {
        using (_rig.Open()) { }

        Assert.Equal(
            """{"journal":"VgsCalm","version":1,"environment":"Sandbox","calm":"https://calm.sandbox.very"""
                + """goodsecurity.app/","organization":"AC1","started":"2025-06-01T12:00:00.000Z"}""",
            Assert.Single(_rig.Lines)
        );
    }

    [Fact]
    public void A_record_is_a_line_with_all_that_is_known()
    {
        using (var journal = _rig.Open())
        {
            journal.Append(
                new EnrolmentRecord(7, EnrolmentState.Failed)
                {
                    Bin = "541577",
                    Last4 = "1962",
                    Exp = "11/29",
                    Alias = "tok_1",
                    Reference = "order \"7\"",
                    Id = "CRD7",
                    Event = "e",
                    Code = "c",
                    Reason = "r\n",
                    TraceId = "t",
                }
            );
        }

        Assert.Equal(
            """{"row":7,"state":"failed","at":"2025-06-01T12:00:00.000Z","bin":"541577","last4":"1962","exp":"11/2"""
                + """9","alias":"tok_1","reference":"order \u00227\u0022","id":"CRD7","event":"e","code":"c","reason":"r\n","trace":"t"}""",
            _rig.Lines[1]
        );
    }

    [Fact]
    public void A_record_is_read_back_as_it_was_written()
    {
        var records = Enum.GetValues<EnrolmentState>()
            .Select(
                (state, index) =>
                    JournalRig.Record(index + 1, state) with
                    {
                        At = _rig.Clock.UtcNow,
                        Reference = "Zoë 名 🂡",
                        Id = $"CRD{index}",
                    }
            )
            .ToArray();
        using (var journal = _rig.Open())
        {
            Array.ForEach(records, journal.Append);
        }

        using var again = _rig.Open();

        Assert.Equal(records, again.LastRecords());
        Assert.Equal(records.Select(r => r.State), records.Select(r => again.StateOf(r.Row)));
        Assert.Equal(records.Length, again.LastRow);
    }

    [Fact]
    public void The_last_line_of_a_row_counts()
    {
        _rig.Written();

        using var journal = _rig.Open();

        Assert.Equal(
            [EnrolmentState.Enrolled, EnrolmentState.Rejected, EnrolmentState.Sending],
            journal.LastRecords().Select(r => r.State)
        );
        Assert.Null(journal.Read(4));
        Assert.Equal(EnrolmentState.Withdrawn, journal.StateOf(4));
    }

    [Fact]
    public void A_journal_remembers_when_its_first_run_began()
    {
        using (_rig.Open()) { }
        _rig.Clock.Advance(TimeSpan.FromHours(5));

        using var journal = _rig.Open();

        Assert.Equal(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero), journal.Started);
    }

    [Fact]
    public void Fields_of_a_later_version_are_passed_over()
    {
        _rig.Put(
            _rig.Written()
                + """{"row":4,"state":"enrolled","at":"2025-06-01T12:00:00.000Z","shade":{"of":["blue"]},"id":"CRD4"}"""
                + "\n"
        );

        using var journal = _rig.Open();

        Assert.Equal("CRD4", journal.Read(4)!.Id);
    }

    [Fact]
    public void Thousands_of_rows_are_found_again_each()
    {
        const int Rows = 5000;
        using (var journal = _rig.Open())
        {
            for (var row = Rows; row > 0; row--)
            {
                journal.Append(JournalRig.Record(row, EnrolmentState.Sending));
            }

            for (var row = 1; row <= Rows; row++)
            {
                journal.Append(
                    JournalRig.Record(row, EnrolmentState.Enrolled) with
                    {
                        Id = string.Create(CultureInfo.InvariantCulture, $"CRD{row}"),
                    }
                );
            }
        }

        using var again = _rig.Open();

        Assert.Equal(Enumerable.Range(1, Rows).Select(row => $"CRD{row}"), again.LastRecords().Select(r => r.Id));
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData(" 4111 1111 1111 1111 ")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("'4111111111111111")]
    [InlineData("\"4111111111111111\"")]
    [InlineData("=\"4111111111111111\"")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("'4111.1111.1111.1111")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111")]
    [InlineData("4111/1111/1111/1111")]
    [InlineData("PAN:4111111111111111")]
    [InlineData("VISA 4111 1111 1111 1111")]
    [InlineData("4111111111111111;11/29")]
    [InlineData("4111111111111111.00")]
    [InlineData("4.111111111111111E+15")]
    public void No_line_has_a_card_number_however_it_was_written(string number)
    {
        var row = new CardRow
        {
            Name = "John Doe",
            Number = number,
            ExpMonth = "11",
            ExpYear = "29",
        };
        using (var journal = _rig.Open())
        {
            journal.Append(row.Describe(1));
        }

        var digits = new string([.. _rig.Lines[1].Split("\"bin\"")[^1].Where(char.IsDigit)]);
        Assert.DoesNotContain("4111111111", digits, StringComparison.Ordinal);
        Assert.DoesNotContain("John", _rig.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_is_kept_and_is_what_its_row_is_known_by()
    {
        var row = new CardRow
        {
            Name = "John Doe",
            Number = "541577h6JzS40IV1962",
            ExpMonth = "11",
            ExpYear = "29",
        };

        var record = row.Describe(1);

        Assert.Equal(("541577h6JzS40IV1962", "541577", "1962"), (record.Alias, record.Bin, record.Last4));
        Assert.False(record.MatchesRow(record with { Alias = "541577h6JzS40IX1962" }));
    }

    [Fact]
    public void A_card_number_in_a_reference_is_masked()
    {
        var record = new CardRow { Number = "4111111111111111", Reference = "order 4111111111111111" }.Describe(1);

        Assert.Equal("order 411111******1111", record.Reference);
    }

    [Fact]
    public void Every_line_is_an_object_of_its_own()
    {
        foreach (var line in _rig.Written().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        }
    }

    [Fact]
    public void A_journal_of_another_environment_or_address_is_refused()
    {
        _rig.Written();

        Assert.Contains(
            "Live",
            _rig.FailToOpen(VgsErrorId.JournalMismatch, VgsEnvironment.Live).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "https://other/",
            _rig.FailToOpen(VgsErrorId.JournalMismatch, calm: "https://other/").Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _rig.Dispose();
}
