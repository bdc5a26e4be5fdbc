using System.IO.Compression;
using System.Text;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Answers that HTTP allows and servers seldom give, and such as it does not, over real sockets.</summary>
public sealed class OddAnswerTests : IAsyncLifetime
{
    private const string Json = """{"data":{"id":"CRD1"}}""";
    private static readonly string ManyHeaders = string.Concat(
        Enumerable.Range(0, 900).Select(number => $"X-Number-{number}: {number}\r\n")
    );

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["fifty times 102"] = string.Concat(Enumerable.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 50)) + Head("200 OK"),
        ["100, 102 and 103"] =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + Head("200 OK"),
        ["206"] = Head("206 Partial Content"),
        ["299"] = Head("299 Miscellaneous"),
        ["no reason"] = Head("200 "),
        ["HTTP/1.0"] = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + Json,
        ["HTTP/1.0 with a length"] = Head("200 OK").Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal),
        ["no length"] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + Json,
        ["no type"] = $"HTTP/1.1 200 OK\r\nContent-Length: {Json.Length}\r\n\r\n{Json}",
        ["chunks of a byte"] = Chunked(Json.Select(part => $"1\r\n{part}\r\n")),
        ["chunks with extensions and a trailer"] =
            Chunked([$"{Json.Length:x};name=value\r\n{Json}\r\n"])[..^2] + "X-Trailer: 1\r\n\r\n",
        ["a header in two lines"] =
            $"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: {Json.Length}\r\n\r\n{Json}",
        ["60 KB of headers"] = Head("200 OK", $"X-Long: {new string('a', 60_000)}\r\n"),
        ["900 headers"] = Head("200 OK", ManyHeaders),
        ["gzip"] = Compressed(Gzip(Json)),
        ["gzip in two members"] = Compressed(Gzip(Json[..9]) + Gzip(Json[9..])),
    };

    private static readonly Dictionary<string, (string Bytes, VgsErrorId Get, VgsErrorId Post)> Failures = new(
        StringComparer.Ordinal
    )
    {
        ["101"] = Same("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", VgsErrorId.ResponseInvalid),
        ["306"] = Same(Head("306 Unused"), VgsErrorId.ResponseInvalid),
        ["418"] = Same(Head("418 I'm a teapot"), VgsErrorId.RequestInvalid),
        ["499"] = Same(Head("499 Client Closed Request"), VgsErrorId.RequestInvalid),

        // As 5xx: RFC 9110 §15.
        ["600"] = Same(Head("600 Beyond"), VgsErrorId.ServiceError),
        ["999"] = Same(Head("999 Request denied"), VgsErrorId.ServiceError),
        ["000"] = Same(Head("000 Nothing"), VgsErrorId.ResponseInvalid),
        ["99"] = Lost(Head("99 Short")),
        ["1000"] = Lost(Head("1000 Long")),
        ["200 that is no number"] = Lost(Head("2x0 OK")),
        ["HTTP/9"] = Lost("HTTP/9 200 OK\r\n\r\n"),
        ["70 KB of headers"] = Lost(Head("200 OK", $"X-Long: {new string('a', 70_000)}\r\n")),
        ["a short body"] = Lost($"HTTP/1.1 200 OK\r\nContent-Length: {Json.Length + 1}\r\n\r\n{Json}"),
        ["no last chunk"] = Lost(Chunked([$"{Json.Length:x}\r\n{Json}\r\n"])[..^5]),
        ["gzip with a wrong checksum"] = Lost(Compressed(Damaged(Gzip(Json), fromEnd: 8))),
        ["gzip with a wrong length"] = Lost(Compressed(Damaged(Gzip(Json), fromEnd: 2))),
        ["gzip damaged in its middle"] = Lost(Compressed(Damaged(Gzip(Json), fromEnd: 14))),
    };

    private readonly WireServer _server = new();
    private readonly TransportRig _rig;

    public OddAnswerTests() =>
        _rig = new TransportRig(http: SessionHttp.Direct(), calm: _server.Address, timeout: TimeSpan.FromMinutes(3));

    public static TheoryData<string> AnswerNames => [.. Answers.Keys];

    public static TheoryData<string> FailureNames => [.. Failures.Keys];

    public static TheoryData<string, VgsApi, int> Redirects
    {
        get
        {
            var table = new TheoryData<string, VgsApi, int>();
            foreach (var method in new[] { "GET", "POST", "DELETE", "HEAD" })
            {
                foreach (var status in new[] { 300, 301, 302, 303, 305, 306, 307, 308 })
                {
                    table.Add(method, VgsApi.Calm, status);
                    table.Add(method, VgsApi.Cmp, status);
                }
            }

            return table;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task An_odd_answer_is_one_all_the_same(string name)
    {
        _server.Then(WireScript.Sends(Answers[name])).Then(WireScript.Sends(Answers[name])).Listen();

        Assert.Equal(Json, Encoding.UTF8.GetString((await _rig.Send(TransportRig.Get())).Body));
        Assert.Equal(Json, Encoding.UTF8.GetString((await _rig.Send(TransportRig.Post())).Body));
        Assert.Equal(2, _server.Requests.Length);
    }

    [Theory]
    [InlineData("204 No Content")]
    [InlineData("205 Reset Content")]
    [InlineData("304 Not Modified")]
    public async Task An_answer_without_a_body_has_none(string status)
    {
        _server.Then(WireScript.Sends($"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n")).Listen();

        Assert.Empty((await _rig.Send(TransportRig.Get())).Body);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public async Task What_is_no_answer_is_an_error_and_a_POST_goes_out_once(string name)
    {
        var (bytes, get, post) = Failures[name];
        _server.Break(WireScript.Sends(bytes), Spot.Any).Listen();

        Assert.Equal(get, (await _rig.Fail(TransportRig.Get())).Id);
        var before = _server.Hits;
        var error = await _rig.Fail(TransportRig.Post());

        Assert.Equal(post, error.Id);
        Assert.Equal(before + 1, _server.Hits);
        Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
    }

    // CMP's 303 is an answer: its duplicate check names the card that it has found.
    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task No_redirect_is_followed(string method, VgsApi api, int status)
    {
        _server
            .Break(
                WireScript.Answers($"{status} Elsewhere", headers: $"Location: {_server.Address}elsewhere\r\n"),
                Spot.Any
            )
            .Listen();
        var request = new ApiRequest(new HttpMethod(method), api, "/cards/x");

        if (api == VgsApi.Cmp && status == 303)
        {
            Assert.Equal(303, (await _rig.Send(request)).StatusCode);
        }
        else
        {
            Assert.Equal(VgsErrorId.ResponseInvalid, (await _rig.Fail(request)).Id);
        }

        Assert.Equal([$"{method} /cards/x HTTP/1.1"], _server.Requests);
    }

    public async Task DisposeAsync()
    {
        _rig.Dispose();
        await _server.DisposeAsync();
    }

    private static (string, VgsErrorId, VgsErrorId) Same(string bytes, VgsErrorId id) => (bytes, id, id);

    private static (string, VgsErrorId, VgsErrorId) Lost(string bytes) =>
        (bytes, VgsErrorId.ConnectionFailed, VgsErrorId.OutcomeUnknown);

    private static string Head(string status, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n{headers}\r\n{Json}";

    private static string Chunked(IEnumerable<string> chunks) =>
        $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{string.Concat(chunks)}0\r\n\r\n";

    private static string Compressed(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    // A byte a character, as the wire's scripts have it.
    private static string Gzip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Encoding.Latin1.GetString(compressed.ToArray());
    }

    private static string Damaged(string bytes, int fromEnd)
    {
        var damaged = bytes.ToCharArray();
        damaged[^fromEnd] ^= '\x55';
        return new string(damaged);
    }
}
