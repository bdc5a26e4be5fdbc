using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using VgsCalm.Auth;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests;

/// <summary>What a card and a run cost, in what can be counted the same on every machine. Times are in docs/performance.md.</summary>
public sealed class CostTests
{
    [Fact]
    public void A_card_leaves_little_to_collect()
    {
        using var answering = new AnsweringHandler();
        using var http = SessionHttp.CreateClient(answering);
        using var rig = new TransportRig(http: http);
        var cards = new CardClient(rig.Transport, rig.Clock);
        var card = CardDetails.Create("Jane Doe", "4111111111111111", "11", "30", "row 1");

        var bytes = BytesOf(() =>
            cards.EnrolAsync(card, "row 1", reference: null, new RequestObserver(), CancellationToken.None)
        );

        // Without the connection's own part, of which docs/performance.md shows the whole.
        Assert.InRange(bytes, 1, 8 * 1024);
    }

    [Fact]
    public void Two_lines_of_the_journal_leave_next_to_nothing_to_collect()
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-");
        try
        {
            using var journal = EnrolmentJournal.Open(
                Path.Combine(folder.FullName, "journal.jsonl"),
                JournalPlace.Create(
                    VgsEnvironment.Sandbox,
                    new Uri("https://calm.example/"),
                    vault: null,
                    "AC1-calm-x"
                ),
                new FakeClock()
            );
            var record = new CardRow
            {
                Name = "Jane Doe",
                Number = "4111111111111111",
                ExpMonth = "11",
                ExpYear = "30",
            }.Describe(1);

            var bytes = BytesOf(() =>
            {
                journal.Append(record with { State = EnrolmentState.Sending });
                journal.Append(record with { State = EnrolmentState.Enrolling, Id = "CRD1" });
                return Task.CompletedTask;
            });

            Assert.InRange(bytes, 1, 1024);
            Assert.Equal("CRD1", journal.Read(1)?.Id);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Connections_are_as_many_as_requests_under_way()
    {
        const int AtOnce = 8;
        var connections = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var answered = 0;
        await using var server = await WebServer.Start(context =>
        {
            connections.AddOrUpdate(context.Connection.Id, 1, (_, count) => count + 1);
            Interlocked.Increment(ref answered);
            return context.Response.WriteAsync("{}");
        });
        using var http = SessionHttp.Direct();
        using var rig = new TransportRig(http: http, calm: server.Address);

        // By then it is known that the server keeps its connections.
        await rig.Send(TransportRig.Post());
        await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(async _ =>
                {
                    for (var i = 0; i < 25; i++)
                    {
                        await rig.Send(TransportRig.Post());
                    }
                })
        );

        Assert.Equal(1 + (AtOnce * 25), answered);

        // .NET opens one for a request that finds none free, and keeps it where another one was free first.
        Assert.InRange(connections.Count, 1, 2 * AtOnce);
    }

    [Theory]
    [InlineData(60, 12)]
    [InlineData(300, 60)]
    [InlineData(3600, 60)]
    public async Task A_run_asks_for_a_token_once_in_a_lifetime_less_the_margin(int lifetime, int margin)
    {
        const int Run = 2 * 3600;
        var clock = new FakeClock();
        using var tokens = new AccessTokenSource(
            (_, _) =>
                Task.FromResult(
                    new AccessToken("access-token", [], TimeSpan.FromSeconds(lifetime), clock.Elapsed, clock.UtcNow)
                ),
            clock
        );

        for (var second = 0; second < Run; second++)
        {
            await tokens.GetAsync(new RequestObserver(), CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((int)Math.Ceiling(Run / (double)(lifetime - margin)), tokens.Requests);
    }

    /// <summary>
    /// What one call allocates once everything is compiled and cached. Its work must end on the calling thread, so that
    /// it is counted.
    /// </summary>
    private static long BytesOf(Func<Task> call)
    {
        const int Calls = 200;
        for (var i = 0; i < Calls; i++)
        {
            Assert.True(call().Wait(TimeSpan.FromSeconds(30)));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var onThisThread = true;
        for (var i = 0; i < Calls; i++)
        {
            onThisThread &= call().IsCompletedSuccessfully;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(onThisThread);
        return bytes / Calls;
    }

    /// <summary>Takes every request and answers it at once with a card.</summary>
    private sealed class AnsweringHandler : HttpMessageHandler
    {
        private static readonly byte[] Card = (
            """{"data":{"id":"CRD1","state":"enrolling","name":"Jane Doe","number":"4111111111111111","exp_month":11"""u8
            + """, "exp_year":30}}"""u8
        ).ToArray();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new ByteArrayContent(Card) };
        }
    }
}
