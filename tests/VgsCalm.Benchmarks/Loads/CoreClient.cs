using VgsCalm.Auth;
using VgsCalm.Benchmarks.Stub;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>The module's own client without PowerShell around it: what a session is made of.</summary>
internal sealed class CoreClient : IDisposable
{
    private readonly ClientCredentials _credentials;
    private readonly HttpClient _http = SessionHttp.Direct();
    private readonly AccessTokenSource _tokens;
    private readonly CardClient _cards;
    private readonly JournalPlace _place;

    public CoreClient(StubProcess stub, int latency)
        : this(stub.Auth(), stub.Calm(latency), "benchmark", "secret") { }

    public CoreClient(Uri auth, Uri calm, string clientId, string clientSecret)
    {
        _credentials = new ClientCredentials(
            clientId,
            new System.Net.NetworkCredential("", clientSecret).SecurePassword
        );
        var addresses = ServiceAddresses.Create(VgsEnvironment.Sandbox, auth: auth.ToString(), calm: calm.ToString());
        var timeout = TimeSpan.FromSeconds(100);
        var endpoint = new TokenEndpoint(_http, addresses.Token, _credentials, [], timeout, Clock.System);
        _tokens = new AccessTokenSource(endpoint.RequestAsync, Clock.System);
        _cards = new CardClient(
            new ApiTransport(_http, _tokens, addresses, timeout, proxy: null, Clock.System),
            Clock.System
        );
        _place = JournalPlace.Create(VgsEnvironment.Sandbox, addresses.Calm, vault: null, clientId);
    }

    public async Task EnrolAsync(IReadOnlyList<TestCard> cards, int inFlight)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(LoopAsync)));

        async Task LoopAsync()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < cards.Count)
            {
                var card = cards[index];
                var details = CardDetails.Create(card.Name, card.Number, card.ExpMonth, card.ExpYear, card.Reference);
                await _cards
                    .EnrolAsync(details, card.Reference, card.Reference, new RequestObserver(), CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The same with the journal of an import: what Import-VgsCard does, but for reading a file and talking to
    /// PowerShell.
    /// </summary>
    public async Task EnrolWithJournalAsync(IReadOnlyList<TestCard> cards, int inFlight)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        try
        {
            using var journal = EnrolmentJournal.Open(
                Path.Combine(folder.FullName, "journal.jsonl"),
                _place,
                Clock.System
            );
            using var enrolment = new CardEnrolment(
                _cards,
                journal,
                new EnrolmentOptions { ThrottleLimit = inFlight },
                Clock.System
            );
            foreach (var card in cards)
            {
                var row = new CardRow
                {
                    Name = card.Name,
                    Number = card.Number,
                    ExpMonth = card.ExpMonth,
                    ExpYear = card.ExpYear,
                    Reference = card.Reference,
                };
                await enrolment.AddAsync(row, new RequestObserver(), CancellationToken.None).ConfigureAwait(false);
            }

            await enrolment.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
            if (enrolment.Counts.CountOf(EnrolmentState.Enrolling) != cards.Count)
            {
                throw new InvalidOperationException("Not all cards were enrolled.");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One request after the other, each waited for by this thread, as a pipeline waits.</summary>
    public void GetBlocking(int count)
    {
        // A pipeline's thread waits; what that costs is measured here.
        for (var i = 0; i < count; i++)
        {
            _cards
                .GetAsync(
                    "CRDLcz5zFuhLzrNSGdwAoEUff",
                    reference: null,
                    timeout: null,
                    new RequestObserver(),
                    CancellationToken.None
                )
                .GetAwaiter()
                .GetResult();
        }
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _credentials.Dispose();
        _http.Dispose();
    }
}
