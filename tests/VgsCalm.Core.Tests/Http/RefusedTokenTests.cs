using System.Collections.Concurrent;
using System.Net;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Many callers whose tokens an API refuses, now and for good.</summary>
public sealed class RefusedTokenTests
{
    private const int Callers = 50;

    [Fact]
    public async Task An_API_that_refuses_every_token_costs_all_callers_one_renewal()
    {
        using var service = new RefusingHandler(_ => true);
        using var http = new HttpClient(service, disposeHandler: false);
        using var rig = new TransportRig(http: http);

        var errors = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(card => rig.Fail(TransportRig.Get($"/cards/CRD{card}")))
        );

        Assert.All(errors, error => Assert.Equal((VgsErrorId.Unauthorized, 401), (error.Id, error.StatusCode)));
        Assert.Equal(2, rig.Tokens.Requests);
        Assert.Equal((Callers, Callers), service.Count("access-token-1", "access-token-2"));
    }

    [Fact]
    public async Task A_token_that_was_revoked_costs_all_callers_one_renewal()
    {
        using var service = new RefusingHandler(token => token == "access-token-1");
        using var http = new HttpClient(service, disposeHandler: false);
        using var rig = new TransportRig(http: http);

        await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(card => rig.Send(TransportRig.Get($"/cards/CRD{card}")))
        );

        Assert.Equal(2, rig.Tokens.Requests);
        Assert.Equal((Callers, Callers), service.Count("access-token-1", "access-token-2"));
    }

    /// <summary>Refuses tokens with 401, and holds the answers until all callers have asked with the same token.</summary>
    private sealed class RefusingHandler(Func<string, bool> refuses) : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, Round> _rounds = new(StringComparer.Ordinal);

        public (int First, int Second) Count(string first, string second) =>
            (_rounds[first].Arrived, _rounds[second].Arrived);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancel
        )
        {
            var token = request.Headers.Authorization!.Parameter!;
            await _rounds.GetOrAdd(token, _ => new Round()).JoinAsync(cancel);
            return new HttpResponseMessage(refuses(token) ? HttpStatusCode.Unauthorized : HttpStatusCode.OK)
            {
                Content = new StringContent("{}"),
            };
        }
    }

    private sealed class Round
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public int Arrived => _arrived;

        public Task JoinAsync(CancellationToken cancel)
        {
            if (Interlocked.Increment(ref _arrived) == Callers)
            {
                _full.SetResult();
            }

            return _full.Task.WaitAsync(cancel);
        }
    }
}
