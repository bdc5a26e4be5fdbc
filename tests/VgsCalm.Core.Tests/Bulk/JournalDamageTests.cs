using System.Text;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// A journal that a crash, a disk or an editor has been at: what can be understood is, and what cannot is refused
/// untouched.
/// </summary>
public sealed class JournalDamageTests : IDisposable
{
    private const string Header =
        """{"journal":"VgsCalm","version":1,"environment":"Sandbox","calm":"https://calm.sandbox.verygoodsecurity."""
        + """app/","organization":"AC1","started":"2025-06-01T12:00:00.000Z"}""";

    private readonly JournalRig _rig = new();

    [Fact]
    public void A_last_line_torn_at_any_byte_is_as_if_it_had_not_been_written()
    {
        var whole = Encoding.UTF8.GetBytes(_rig.Written());
        var before = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var end = before; end < whole.Length - 1; end++)
        {
            _rig.Put(whole[..end]);

            using (var journal = _rig.Open())
            {
                Assert.Equal((2L, EnrolmentState.Withdrawn), (journal.LastRow, journal.StateOf(3)));
                journal.Append(JournalRig.Record(3, EnrolmentState.Sending));
            }

            Assert.Equal(whole, File.ReadAllBytes(_rig.JournalPath));
        }
    }

    [Fact]
    public void A_last_line_that_only_lacks_its_end_counts()
    {
        var whole = _rig.Written();
        _rig.Put(whole.TrimEnd('\n'));

        using (var journal = _rig.Open())
        {
            Assert.Equal((3L, EnrolmentState.Sending), (journal.LastRow, journal.StateOf(3)));
            Assert.Equal("0003", journal.Read(3)?.Last4);
            journal.Append(JournalRig.Record(4, EnrolmentState.Sending));
        }

        Assert.StartsWith(whole, File.ReadAllText(_rig.JournalPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_reads_a_journal_cut_at_any_byte_as_an_import_does()
    {
        var whole = Encoding.UTF8.GetBytes(_rig.Written());
        for (var end = 0; end <= whole.Length; end++)
        {
            _rig.Put(whole[..end]);
            var planned = Describe(EnrolmentJournal.OpenToRead(_rig.JournalPath, JournalRig.Place(), _rig.Clock));
            Assert.Equal(whole[..end], File.ReadAllBytes(_rig.JournalPath));

            Assert.Equal(Describe(_rig.Open()), planned);
        }

        static (bool, DateTimeOffset?, string) Describe(EnrolmentJournal journal)
        {
            using (journal)
            {
                return (journal.IsNew, journal.LastWritten, string.Join('\n', journal.LastRecords()));
            }
        }
    }

    [Fact]
    public void The_end_of_an_import_that_only_lacks_its_line_end_counts()
    {
        _rig.Written();
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        using (var journal = _rig.Open())
        {
            journal.Complete(3);
        }

        _rig.Put(File.ReadAllText(_rig.JournalPath).TrimEnd('\n'));

        using var again = _rig.Open();
        Assert.Equal((3L, _rig.Clock.UtcNow), (again.EndedAfter, again.LastWritten));
    }

    [Fact]
    public void A_last_line_of_a_row_far_ahead_of_all_others_is_cut_off()
    {
        var whole = _rig.Written();
        _rig.Put(whole + """{"row":1000004,"state":"sending","at":"2025-06-01T12:00:00.000Z"}""");

        using (var journal = _rig.Open())
        {
            Assert.Equal(3L, journal.LastRow);
        }

        Assert.Equal(whole, File.ReadAllText(_rig.JournalPath));
    }

    [Theory]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\n")]
    [InlineData("\uFEFF", "\r\n")]
    public void A_journal_that_an_editor_saved_in_its_own_way_is_read(string mark, string lineEnd)
    {
        _rig.Put(mark + _rig.Written().Replace("\n", lineEnd, StringComparison.Ordinal));

        using var journal = _rig.Open();

        Assert.Equal((3L, EnrolmentState.Sending), (journal.LastRow, journal.StateOf(3)));
        Assert.Equal("0003", journal.Read(3)?.Last4);
    }

    [Fact]
    public void A_header_torn_at_any_byte_begins_anew()
    {
        for (var end = 0; end < Header.Length; end++)
        {
            _rig.Put(Header[..end]);

            using (var journal = _rig.Open())
            {
                Assert.Equal(0, journal.LastRow);
            }

            Assert.Equal([Header], _rig.Lines);
        }
    }

    [Theory]
    [InlineData("""{"row":3,"state":"send""")]
    [InlineData(
        """{"row":3,"state":"sending","at":"2025-06{"row":3,"state":"enrolled","at":"2025-06-01T12:00:00.000Z"}"""
    )]
    [InlineData("""{"row":3,"state":"sending"}{"row":4,"state":"sending"}""")]
    [InlineData("")]
    [InlineData("not a line of ours")]
    [InlineData("{}")]
    [InlineData("""["row",3]""")]
    [InlineData("""{"row":0,"state":"sending"}""")]
    [InlineData("""{"row":-3,"state":"sending"}""")]
    [InlineData("""{"row":"3","state":"sending"}""")]
    [InlineData("""{"row":3.5,"state":"sending"}""")]
    [InlineData("""{"row":99999999999999,"state":"sending"}""")]
    [InlineData("""{"row":3,"state":"lost"}""")]
    [InlineData("""{"row":3,"state":3}""")]
    [InlineData("""{"state":"sending","row":3}""")]
    [InlineData("{\"row\":3,\"state\":\"sending\",\"at\":\"\0\0\0\0\0\0\0\"}")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0")]
    public void A_damaged_line_in_the_middle_is_named_and_nothing_is_touched(string line)
    {
        var lines = _rig.Written().Split('\n');
        _rig.Put(string.Join('\n', [.. lines[..3], line, .. lines[3..]]));

        Assert.Contains(
            "line 4 is damaged",
            _rig.FailToOpen(VgsErrorId.JournalMismatch).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_damaged_line_with_its_end_is_damage_even_as_the_last_one()
    {
        _rig.Put(_rig.Written() + """{"row":4,"sta""" + "\n");

        Assert.Contains(
            "line 6 is damaged",
            _rig.FailToOpen(VgsErrorId.JournalMismatch).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"version\":2", "newer version of this module (format 2; this one reads 1)")]
    [InlineData("\"version\":99", "newer version of this module (format 99; this one reads 1)")]
    public void A_version_that_is_not_known_is_refused(string version, string says)
    {
        _rig.Put(_rig.Written().Replace("\"version\":1", version, StringComparison.Ordinal));

        var error = _rig.FailToOpen(VgsErrorId.JournalMismatch);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);

        // Update-Module alone finds no module that Install-PSResource has installed, as README does.
        Assert.Contains("Update-PSResource VgsCalm", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":0")]
    [InlineData("\"version\":\"one\"")]
    [InlineData("\"edition\":1")]
    public void A_header_without_a_version_is_no_header(string version)
    {
        _rig.Put(_rig.Written().Replace("\"version\":1", version, StringComparison.Ordinal));

        var error = _rig.FailToOpen(VgsErrorId.JournalMismatch);
        Assert.Contains("not that of a journal", error.Message, StringComparison.Ordinal);
        Assert.Contains("restore it from a backup", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name,Number\nA,4111111111111111\n")]
    [InlineData("notes of mine, without an end")]
    [InlineData("{\"journal\":\"somebody else's\"}\n")]
    [InlineData("{\"journal\":\"VgsCalm\",\"version\":1}\n")]
    [InlineData("\n")]
    public void A_file_that_is_no_journal_is_refused_without_a_word_of_it(string text)
    {
        _rig.Put(text);

        Assert.Throws<VgsApiException>(() =>
            EnrolmentJournal.OpenToRead(_rig.JournalPath, JournalRig.Place(), _rig.Clock)
        );
        Assert.DoesNotContain("4111", _rig.FailToOpen(VgsErrorId.JournalMismatch).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_without_lines_is_refused_before_it_fills_the_memory()
    {
        _rig.Put(new byte[16 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<VgsApiException>(() => _rig.Open());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12 * 1024 * 1024);
    }

    public void Dispose() => _rig.Dispose();
}
