using System.Net;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Formats.Csv;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>An import that is stopped while it waits for final states leaves its journal free, and says how to go on.</summary>
public sealed class ImportStopTests : IDisposable
{
    // More than wait at once, so that some cards have no place yet when it is stopped.
    private const int Rows = 600;
    private const int Stops = 100;

    private readonly JournalRig _rig = new();

    [Fact]
    public async Task A_hundred_stops_at_random_moments_leave_the_journal_free()
    {
        WriteEnrollingRows();
        var random = new Random(11);
        for (var stop = 0; stop < Stops; stop++)
        {
            using var stopping = new CancellationTokenSource();
            using var service = new EnrollingService(random.Next(1, 2 * Rows), stopping);
            using var http = SessionHttp.CreateClient(service);
            using var web = new TransportRig(new FakeClock { SkipsWaits = true }, http);
            var import = CardImport.Open(Options(), new CardClient(web.Transport, web.Clock), () => 0, web.Clock);

            await import.EnrolFileAsync(new RequestObserver(), stopping.Token).Soon();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                import.CompleteAsync(new RequestObserver(), stopping.Token).Soon()
            );
            import.Dispose();

            Assert.Contains($"interrupted after {Rows} rows. Run the same command again", import.HowToGoOn!);
        }

        using var journal = _rig.Open();
        Assert.Equal(Rows, journal.LastRow);
    }

    public void Dispose() => _rig.Dispose();

    private void WriteEnrollingRows()
    {
        using var journal = _rig.Open();
        foreach (var (row, position) in EnrolmentRig.Rows(Rows).Select((row, index) => (row, index + 1)))
        {
            journal.Append(row.Describe(position) with { State = EnrolmentState.Enrolling, Id = $"CRD{position}" });
        }
    }

    private CardImportOptions Options()
    {
        var input = _rig.JournalPath.Replace(".journal.jsonl", "", StringComparison.Ordinal);
        File.WriteAllLines(
            input,
            EnrolmentRig
                .Rows(Rows)
                .Select(row => $"{row.Name},{row.Number},{row.ExpMonth},{row.ExpYear}")
                .Prepend("Name,Number,ExpMonth,ExpYear")
        );
        var files = new ImportFiles(input, _rig.JournalPath, null, null, null);
        var format = new TableFormat((stream, path) => CardCsv.Read(stream, path), CsvTable.Write);
        return new CardImportOptions(files, format, JournalRig.Place()) { WaitsForFinalStates = true };
    }

    /// <summary>Cards stay enrolling; at one of its requests the import is stopped.</summary>
    private sealed class EnrollingService(int stopAt, CancellationTokenSource stopping) : HttpMessageHandler
    {
        private int _requests;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await Task.Yield();
            if (Interlocked.Increment(ref _requests) == stopAt)
            {
                await stopping.CancelAsync();
            }

            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(EnrolmentRig.Card(1, "enrolling")),
            };
        }
    }
}
