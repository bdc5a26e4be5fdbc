using System.Text;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A journal whose last line has no end, and something else behind it.</summary>
public sealed class JournalLastLineTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public void NULs_of_a_power_cut_are_cut_off_at_any_byte(int count)
    {
        var whole = Encoding.UTF8.GetBytes(_rig.Written());
        var before = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var end = before; end <= whole.Length; end++)
        {
            byte[] cut = [.. whole[..end], .. new byte[count]];
            _rig.Put(cut);
            var isWhole = end >= whole.Length - 1;
            using (var dryRun = EnrolmentJournal.OpenToRead(_rig.JournalPath, JournalRig.Place(), _rig.Clock))
            {
                Assert.Equal(isWhole ? "0003" : null, dryRun.Read(3)?.Last4);
            }

            Assert.Equal(cut, File.ReadAllBytes(_rig.JournalPath));
            using (var journal = _rig.Open())
            {
                Assert.Equal(isWhole ? "0003" : null, journal.Read(3)?.Last4);
                journal.Append(JournalRig.Record(3, EnrolmentState.Unknown));
            }

            Assert.Equal(isWhole ? 6 : 5, _rig.Lines.Length);
            using var next = _rig.Open();
            Assert.Equal((3L, EnrolmentState.Unknown), (next.LastRow, next.StateOf(3)));
        }
    }

    [Theory]
    [InlineData("""{"row":4,"state":"send""")]
    [InlineData("\0x")]
    public void A_whole_record_with_more_behind_it_is_damage(string more)
    {
        _rig.Put(_rig.Written().TrimEnd('\n') + more);

        var error = _rig.FailToOpen(VgsErrorId.JournalMismatch);

        Assert.Contains("last line is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.RecommendedAction!, StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();
}
