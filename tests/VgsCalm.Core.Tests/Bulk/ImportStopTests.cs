using System.Net;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Core.Tests.Http;
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
            var import = ImportRig.Open(Options(), web);

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

    [Fact]
    public async Task Waiting_that_fails_says_how_to_go_on_without_a_second_try()
    {
        using var web = new TransportRig();
        web.Service.LoseAnswer().Answer(202, """{"data":{"id":"CRD1","state":"enrolling"}}""").Answer(403);
        var retry = new EnrolmentOptions { RetryUnknown = true, ThrottleLimit = 1 };
        using var import = ImportRig.Open(Options(rows: 2) with { Enrolment = retry }, web);
        await import.EnrolFileAsync(web.Observer, CancellationToken.None).Soon();

        var problem = (await import.CompleteAsync(web.Observer, CancellationToken.None).Soon()).WaitProblem!;

        Assert.StartsWith("Waiting ended with 1 row still enrolling: GET /cards/CRD1 failed", problem.Message);
        Assert.Contains("run the same command again", problem.RecommendedAction);
        Assert.Contains("Leave -RetryUnknown out", problem.RecommendedAction);
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

    private CardImportOptions Options(int rows = Rows)
    {
        var input = _rig.JournalPath.Replace(".journal.jsonl", "", StringComparison.Ordinal);
        ImportRig.Write(input, EnrolmentRig.Rows(rows));
        var files = ImportRig.Files(input, _rig.JournalPath);
        return new CardImportOptions(files, ImportRig.Format, JournalRig.Place()) { WaitsForFinalStates = true };
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
