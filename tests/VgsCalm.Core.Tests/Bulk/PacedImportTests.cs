using System.Globalization;
using System.Net;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>-RequestsPerMinute, as the service sees it: over all tries of all rows, and across the pauses that it asks for.</summary>
public sealed class PacedImportTests : IDisposable
{
    private const int PerMinute = 200;

    private readonly JournalRig _rig = new();
    private readonly FakeClock _clock = new() { SkipsWaits = true };

    [Fact]
    public async Task No_minute_has_more_tries_than_the_pace_with_two_pauses()
    {
        using var service = new PausingService(_clock, [150, 350]);
        using var http = SessionHttp.CreateClient(service);
        using var web = new TransportRig(_clock, http);
        var options = new EnrolmentOptions { ThrottleLimit = 1, RequestsPerMinute = PerMinute };
        using var journal = _rig.Open();
        using (var enrolment = new CardEnrolment(new CardClient(web.Transport, web.Clock), journal, options, _clock))
        {
            foreach (var row in EnrolmentRig.Rows(600))
            {
                await enrolment.AddAsync(row, web.Observer, CancellationToken.None).Soon();
            }

            await enrolment.CompleteAsync(CancellationToken.None).Soon();
        }

        Assert.Equal(602, service.Tries.Count);
        Assert.InRange(service.Tries[^1] - service.Tries[0], TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        AssertPaced(service.Tries, PerMinute);
    }

    // A refused token is renewed, and the same try sent again at once; so is a try that was put off for no time.
    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    public async Task No_minute_has_more_tries_than_the_pace_when_all_are_repeated(int status)
    {
        const int perMinute = 20;
        using var service = new PausingService(_clock, [.. Enumerable.Range(0, 100).Select(i => (2 * i) + 1)])
        {
            Status = status,
            RetryAfter = 0,
        };
        using var http = SessionHttp.CreateClient(service);
        using var web = new TransportRig(_clock, http);
        var options = new EnrolmentOptions { ThrottleLimit = 1, RequestsPerMinute = perMinute };
        using var journal = _rig.Open();
        using (var enrolment = new CardEnrolment(new CardClient(web.Transport, web.Clock), journal, options, _clock))
        {
            foreach (var row in EnrolmentRig.Rows(100))
            {
                await enrolment.AddAsync(row, web.Observer, CancellationToken.None).Soon();
            }

            await enrolment.CompleteAsync(CancellationToken.None).Soon();
            Assert.Equal(100, enrolment.Counts.CountOf(EnrolmentState.Enrolled));
        }

        Assert.Equal(200, service.Tries.Count);
        AssertPaced(service.Tries, perMinute);
    }

    public void Dispose() => _rig.Dispose();

    private static void AssertPaced(List<TimeSpan> tries, int perMinute) =>
        Assert.All(
            tries,
            start => Assert.InRange(tries.Count(t => t >= start && t < start + TimeSpan.FromMinutes(1)), 1, perMinute)
        );

    /// <summary>Refuses these tries, puts them off for 25 seconds unless told otherwise, and notes when each try came.</summary>
    private sealed class PausingService(FakeClock clock, int[] refused) : HttpMessageHandler
    {
        public List<TimeSpan> Tries { get; } = [];

        public int Status { get; init; } = 429;

        public int RetryAfter { get; init; } = 25;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Tries.Add(clock.Elapsed);
            if (!refused.Contains(Tries.Count))
            {
                var card = EnrolmentRig.Card(Tries.Count, "enrolled");
                return Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent(card) }
                );
            }

            var answer = new HttpResponseMessage((HttpStatusCode)Status) { Content = new StringContent("{}") };
            answer.Headers.TryAddWithoutValidation("Retry-After", RetryAfter.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(answer);
        }
    }
}
