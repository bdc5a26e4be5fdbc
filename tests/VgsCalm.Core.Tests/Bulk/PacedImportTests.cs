using System.Globalization;
using System.Net;
using VgsCalm.Bulk;
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
        Assert.All(
            service.Tries,
            start =>
                Assert.InRange(
                    service.Tries.Count(t => t >= start && t < start + TimeSpan.FromMinutes(1)),
                    1,
                    PerMinute
                )
        );
    }

    public void Dispose() => _rig.Dispose();

    /// <summary>Puts off these tries for 25 seconds, and notes when each try came.</summary>
    private sealed class PausingService(FakeClock clock, int[] refused) : HttpMessageHandler
    {
        public List<TimeSpan> Tries { get; } = [];

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

            var answer = new HttpResponseMessage((HttpStatusCode)429) { Content = new StringContent("{}") };
            answer.Headers.TryAddWithoutValidation("Retry-After", 25.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(answer);
        }
    }
}
