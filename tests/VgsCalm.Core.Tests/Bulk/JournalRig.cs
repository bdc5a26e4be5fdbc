using System.Text;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A journal in a folder of its own, its clock, and the file below it when a test wants to watch or to break it.</summary>
internal sealed class JournalRig : IDisposable
{
    public const string Calm = "https://calm.sandbox.verygoodsecurity.app/";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm-journal-");

    public FakeClock Clock { get; } = new();

    public string JournalPath => Path.Combine(_folder.FullName, "cards.csv.journal.jsonl");

    public string[] Lines => File.ReadAllText(JournalPath).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static JournalPlace Place(
        VgsEnvironment environment = VgsEnvironment.Sandbox,
        string calm = Calm,
        string? vault = null,
        string clientId = "AC1-calm-x1"
    ) => JournalPlace.Create(environment, new Uri(calm), vault, clientId);

    public EnrolmentJournal Open(VgsEnvironment environment = VgsEnvironment.Sandbox, string calm = Calm) =>
        Open(Place(environment, calm));

    public EnrolmentJournal Open(JournalPlace place) => EnrolmentJournal.Open(JournalPath, place, Clock);

    /// <summary>The journal on a file that the test can watch and break.</summary>
    public (EnrolmentJournal Journal, WatchedFile File) OpenWatched()
    {
        var file = new WatchedFile(JournalPath);
        return (
            EnrolmentJournal.Open(
                new JournalFile(file, JournalPath, Clock, flush: _ => file.FlushToDisk()),
                Place(),
                Clock
            ),
            file
        );
    }

    /// <summary>A journal of three rows: enrolled, rejected, and sent without an answer.</summary>
    public string Written()
    {
        using (var journal = Open())
        {
            journal.Append(Record(1, EnrolmentState.Sending));
            journal.Append(Record(1, EnrolmentState.Enrolled) with { Id = "CRD1", Event = "au_card.enrolled" });
            journal.Append(
                Record(2, EnrolmentState.Rejected) with
                {
                    Code = "ExpMonth",
                    Reason = "The card of row 2 was not sent.",
                }
            );
            journal.Append(Record(3, EnrolmentState.Sending));
        }

        return File.ReadAllText(JournalPath);
    }

    public void Put(string text) =>
        File.WriteAllText(JournalPath, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public void Put(byte[] bytes) => File.WriteAllBytes(JournalPath, bytes);

    public VgsApiException FailToOpen(
        VgsErrorId id,
        VgsEnvironment environment = VgsEnvironment.Sandbox,
        string calm = Calm
    )
    {
        var before = File.ReadAllBytes(JournalPath);
        var error = Assert.Throws<VgsApiException>(() => Open(environment, calm));
        Assert.Equal((id, JournalPath), (error.Id, error.Target));
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal(before, File.ReadAllBytes(JournalPath));
        return error;
    }

    public static EnrolmentRecord Record(long row, EnrolmentState state) =>
        new(row, state)
        {
            Bin = "541515",
            Last4 = $"{row:0000}",
            Exp = "11/29",
        };

    public void Dispose() => _folder.Delete(recursive: true);
}
