using System.Collections.Concurrent;
using System.Text;
using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A session's transport with a scripted service, a clock and tokens named access-token-1, access-token-2, …</summary>
internal sealed class TransportRig : IDisposable
{
    private readonly ConcurrentQueue<string> _verbose = new();
    private readonly ConcurrentQueue<string> _debug = new();
    private readonly HttpClient _http;

    public TransportRig(FakeClock? clock = null, HttpClient? http = null, Uri? calm = null, TimeSpan? timeout = null)
    {
        Clock = clock ?? new FakeClock { SkipsWaits = true };
        _http = http ?? SessionHttp.CreateClient(Service);
        Tokens = new AccessTokenSource(
            (_, _) =>
                TokenTrouble?.Invoke() is { } trouble ? throw trouble : Task.FromResult(TokenNumber(Tokens!.Requests)),
            Clock
        );
        var addresses = ServiceAddresses.Create(VgsEnvironment.Sandbox, calm: calm?.ToString(), cmp: calm?.ToString());
        Transport = new ApiTransport(_http, Tokens, addresses, timeout ?? TimeSpan.FromMinutes(3), proxy: null, Clock);
        Observer = new RequestObserver(_verbose.Enqueue, _debug.Enqueue);
    }

    public ScriptedHandler Service { get; } = new();

    public FakeClock Clock { get; }

    public AccessTokenSource Tokens { get; }

    /// <summary>What keeps a token request from bringing a token; null, and a null that it gives: nothing.</summary>
    public Func<VgsApiException?>? TokenTrouble { get; set; }

    public ApiTransport Transport { get; }

    public RequestObserver Observer { get; }

    public string[] Verbose => [.. _verbose];

    public string Debug => string.Join("\n", _debug);

    public static ApiRequest Get(string path = "/cards/CRD1") => new(HttpMethod.Get, VgsApi.Calm, path);

    public static ApiRequest Post(string body = "{}") =>
        new(HttpMethod.Post, VgsApi.Calm, "/cards") { Body = Encoding.UTF8.GetBytes(body) };

    public static ApiRequest Delete(string path = "/network-tokens/tok1") => new(HttpMethod.Delete, VgsApi.Calm, path);

    public Task<ApiResponse> Send(ApiRequest request) =>
        Transport.SendAsync(request, Observer, CancellationToken.None).Soon();

    public Task<VgsApiException> Fail(ApiRequest request) => Assert.ThrowsAsync<VgsApiException>(() => Send(request));

    public void Dispose()
    {
        Tokens.Dispose();
        _http.Dispose();
        Service.Dispose();
    }

    private AccessToken TokenNumber(int number) =>
        new($"access-token-{number}", [], TimeSpan.FromHours(1), Clock.Elapsed, Clock.UtcNow);
}
