using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using VgsCalm.Benchmarks.Loads;

namespace VgsCalm.Benchmarks.Rivals;

/// <summary>
/// The rival: what a C# programmer writes who needs nothing but speed. So many loops, each takes the next card, makes its JSON, posts
/// it and reads the answer. No journal, no retries, no order, no redaction, a token that never expires.
/// </summary>
internal sealed class BareClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _cards;

    /// <param name="calm">The API's address.</param>
    /// <param name="version">HTTP version to ask for.</param>
    /// <param name="trusted">The server's certificate; null for http.</param>
    public BareClient(Uri calm, Version? version = null, X509Certificate2? trusted = null)
    {
        _http = new HttpClient(HandlerOf(trusted))
        {
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('x', 1100));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _cards = new Uri(calm + "/cards");
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
                await EnrolAsync(cards[index]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The same where connections end in the middle.</summary>
    /// <returns>How many cards got no answer: whether they were enrolled is unknown.</returns>
    public async Task<int> EnrolLosingAsync(IReadOnlyList<TestCard> cards, int inFlight)
    {
        var (next, lost) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(LoopAsync)));
        return lost;

        async Task LoopAsync()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < cards.Count)
            {
                try
                {
                    await EnrolAsync(cards[index]).ConfigureAwait(false);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }
    }

    public async Task GetAsync(int count)
    {
        var address = new Uri(_cards + "/CRDLcz5zFuhLzrNSGdwAoEUff");
        for (var i = 0; i < count; i++)
        {
            await GetOneAsync(address).ConfigureAwait(false);
        }
    }

    /// <summary>The same, each request waited for by this thread, as a pipeline's thread has to.</summary>
    public void GetBlocking(int count)
    {
        var address = new Uri(_cards + "/CRDLcz5zFuhLzrNSGdwAoEUff");
        for (var i = 0; i < count; i++)
        {
            GetOneAsync(address).GetAwaiter().GetResult();
        }
    }

    /// <summary>The same with HttpClient's synchronous Send, which has no other thread to wait for.</summary>
    public void GetSynchronously(int count)
    {
        var address = new Uri(_cards + "/CRDLcz5zFuhLzrNSGdwAoEUff");
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = _http.Send(request);
            answer.EnsureSuccessStatusCode();
            using var body = answer.Content.ReadAsStream();
            using var json = JsonDocument.Parse(body);
            Check(json);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task GetOneAsync(Uri address)
    {
        using var answer = await _http.GetAsync(address).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        Check(json);
    }

    private static void Check(JsonDocument answer)
    {
        if (answer.RootElement.GetProperty("data").GetProperty("id").GetString() is not { Length: > 0 })
        {
            throw new InvalidDataException("The answer has no id.");
        }
    }

    private async Task EnrolAsync(TestCard card)
    {
        using var body = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(card.ToRequest(), RivalJson.Default.CardRequest)
        );
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http.PostAsync(_cards, body).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        var read = JsonSerializer.Deserialize(
            await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false),
            RivalJson.Default.CardAnswer
        );
        if (read?.Data?.Id is not { Length: > 0 })
        {
            throw new InvalidDataException("The answer has no id.");
        }
    }

    private static SocketsHttpHandler HandlerOf(X509Certificate2? trusted)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        if (trusted is null)
        {
            return handler;
        }
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(trusted);
        return handler;
    }
}
