using System.Net;
using System.Net.Sockets;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A service that puts off every row is waited for; after five minutes without a row the import stops.</summary>
public sealed class PostponedImportTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly JournalRig _rig = new();

    // Only the service's pauses move it: the journal, which is written every so often, has a clock of its own.
    private readonly FakeClock _clock = new() { SkipsWaits = true };

    [Theory]
    [InlineData(429, "0", VgsErrorId.RateLimited)]
    [InlineData(429, "100", VgsErrorId.RateLimited)]
    [InlineData(429, null, VgsErrorId.RateLimited)]
    [InlineData(503, "0", VgsErrorId.ServiceError)]
    [InlineData(503, "100", VgsErrorId.ServiceError)]
    public async Task No_row_for_five_minutes_stops_it_and_it_can_go_on(int status, string? retryAfter, object id)
    {
        using var service = new PostponingService(status, retryAfter, accepted: 2);
        var began = _clock.Elapsed;

        var error = await Assert.ThrowsAsync<VgsApiException>(() => ImportAsync(service));

        Assert.Equal((VgsErrorId)id, error.Id);
        Assert.StartsWith("The import stopped after 2 rows: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("run the same command again", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed - began, Patience, Patience + TimeSpan.FromSeconds(101));
        using (var journal = _rig.Open())
        {
            Assert.Equal(EnrolmentState.Withdrawn, journal.StateOf(3));
        }

        service.IsWilling = true;
        Assert.Equal(4L, (await ImportAsync(service)).Result.Enrolled);
        Assert.Equal(4, service.Accepted);
    }

    [Fact]
    public async Task A_row_within_every_five_minutes_keeps_it_going()
    {
        using var service = new PostponingService(429, "100", accepted: 0) { WillingEvery = 3 };
        var began = _clock.Elapsed;

        Assert.Equal(4L, (await ImportAsync(service)).Result.Enrolled);

        Assert.InRange(_clock.Elapsed - began, 2 * Patience, 4 * Patience);
    }

    // The session may have been opened hours ago: nothing was waited for meanwhile.
    [Fact]
    public async Task After_a_long_idle_time_the_service_is_waited_for_all_the_same()
    {
        using var service = new PostponingService(429, "1", accepted: 0) { WillingEvery = 3 };

        Assert.Equal(4L, (await ImportAsync(service, idle: 2 * Patience)).Result.Enrolled);
    }

    [Fact]
    public async Task Connections_refused_for_a_minute_stop_it_and_it_can_go_on()
    {
        using var service = new PostponingService(status: null, retryAfter: null, accepted: 2);
        var began = _clock.Elapsed;

        var error = await Assert.ThrowsAsync<VgsApiException>(() => ImportAsync(service));

        Assert.Equal(VgsErrorId.ConnectionFailed, error.Id);
        Assert.StartsWith("The import stopped after 2 rows: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("run the same command again", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed - began, TimeSpan.FromMinutes(1), Patience);

        service.IsWilling = true;
        Assert.Equal(4L, (await ImportAsync(service)).Result.Enrolled);
        Assert.Equal(4, service.Accepted);
    }

    public void Dispose() => _rig.Dispose();

    private async Task<CardImportEnd> ImportAsync(PostponingService service, TimeSpan idle = default)
    {
        var input = _rig.JournalPath.Replace(".journal.jsonl", "", StringComparison.Ordinal);
        ImportRig.Write(input, EnrolmentRig.Rows(4));
        using var http = SessionHttp.CreateClient(service);
        using var web = new TransportRig(_clock, http);
        _clock.Advance(idle);
        return await ImportRig.RunAsync(ImportRig.Files(input, _rig.JournalPath), web, clock: new FakeClock());
    }

    /// <summary>Takes some requests and puts off all others; without a status it refuses their connections.</summary>
    private sealed class PostponingService(int? status, string? retryAfter, int accepted) : HttpMessageHandler
    {
        private int _requests;

        public bool IsWilling { get; set; }

        /// <summary>Takes each n-th request; 0: none.</summary>
        public int WillingEvery { get; init; }

        public int Accepted { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            _requests++;
            if (IsWilling || _requests <= accepted || (WillingEvery > 0 && _requests % WillingEvery == 0))
            {
                Accepted++;
                return Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.Accepted)
                    {
                        Content = new StringContent(EnrolmentRig.Card(Accepted, "enrolled")),
                    }
                );
            }

            if (status is not { } refusal)
            {
                throw new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused));
            }

            var answer = new HttpResponseMessage((HttpStatusCode)refusal) { Content = new StringContent("{}") };
            if (retryAfter is not null)
            {
                answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            return Task.FromResult(answer);
        }
    }
}
