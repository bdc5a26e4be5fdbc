using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VgsCalm.Emulator.Faults;
using static VgsCalm.Tests.Faults.Ending;

namespace VgsCalm.Tests.Faults;

/// <summary>Everything that goes wrong between a command and the service, and how the contract has it end.</summary>
internal static class ServiceFaults
{
    private const int TooLarge = (64 * 1024 * 1024) + 1;
    private const string Deep = "one hundred thousand levels";
    private const string Html = "<html><body>An edge speaks</body></html>";

    // JSON with the names of every model, and text that is no UTF-8.
    private const string NoUtf8 =
        "{\"data\":{\"id\":\"\xC3\x28\",\"number\":\"\xFF\xFE\",\"event\":\"\xFF\",\"state\":\"\xFF\","
        + "\"attributes\":{\"client_id\":\"\xFF\",\"service_accounts\":\"\xFF\"},\"bin\":\"\xFF\"},"
        + "\"pan_alias\":\"\xFF\",\"access_token\":\"\xFF\"}";

    public static IReadOnlyList<ServiceFault> All { get; } =
    [
        .. Unreached(),
        .. Lost(),
        .. Silent(),
        .. TooMuch(),
        .. Unreadable(),
        .. Informational(),
        .. Redirects(),
        .. Statuses(),
        .. RetryAfters(),
    ];

    private static IEnumerable<ServiceFault> Unreached()
    {
        yield return NotSent("the host has no address") with
        {
            Address = "https://nowhere.invalid",
            Heals = false,
        };
        yield return NotSent("nobody listens") with
        {
            Listens = false,
        };
        yield return NotSent("TLS is cut off") with
        {
            Wire = new WireScript(_ => Task.CompletedTask) { When = Moment.AtConnection, Tls = true },
            Heals = false,
        };
        yield return NotTrusted("the certificate is nobody's") with
        {
            Wire = WireScript.Answers("200 OK", "{}") with { Tls = true, Certificate = SelfSigned() },
            Heals = false,
        };
        yield return NotTrusted("plain HTTP where TLS was due") with
        {
            Wire = WireScript.Answers("400 Bad Request") with { When = Moment.AtConnection, Tls = true },
            Heals = false,
        };
    }

    private static IEnumerable<ServiceFault> Lost()
    {
        yield return LostAnswer("reset before it is carried out") with
        {
            Emulated = at => Always(at, FaultKind.ResetBefore),
        };
        yield return LostAnswer("reset after it was carried out") with
        {
            Emulated = at => Always(at, FaultKind.ResetAfter),
        };
        yield return LostAnswer("reset by the wire after it was carried out") with
        {
            Wire = new WireScript(async wire =>
            {
                await wire.CarryOutAsync();
                wire.Reset();
            }),
        };
        yield return LostAnswer("cut off in the body") with
        {
            Wire = WireScript.Sends("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":{ "),
        };
        yield return LostAnswer("closed without an answer") with
        {
            Wire = WireScript.Sends(""),
            IsRepeatedUnasked = true,
        };

        yield return LostOnce("cut off in the head", WireScript.Sends("HTTP/1.1 200 OK\r\nContent-Ty"));
        yield return LostOnce(
            "cut off in a chunk",
            WireScript.Sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"data\":{ ")
        );
        yield return LostOnce(
            "an error cut off in the body",
            WireScript.Sends("HTTP/1.1 422 No\r\nContent-Length: 100\r\n\r\n{\"errors\":[ ")
        );
        yield return LostOnce(
            "a chunk without a size",
            WireScript.Sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n{}\r\n0\r\n\r\n")
        );
        yield return LostOnce(
            "random bytes",
            WireScript.Sends("\x16\x03\x01\x02\x00\x01\xFC\x03\x03\xF8 not HTTP\r\n\r\n")
        );
        yield return LostOnce(
            "a head without end",
            WireScript.Sends("HTTP/1.1 200 OK\r\nX-Padding: " + new string('a', 200_000))
        );
        yield return LostOnce(
            "gzip that is none",
            WireScript.Answers(
                "200 OK",
                "no gzip at all",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            )
        );
    }

    private static IEnumerable<ServiceFault> Silent()
    {
        yield return NoAnswer("hangs before it is carried out") with
        {
            Emulated = at => Always(at, FaultKind.HangBefore),
        };
        yield return NoAnswer("hangs after it was carried out") with
        {
            Emulated = at => Always(at, FaultKind.Hang),
        };
        yield return NoAnswer("hangs in the head") with
        {
            Wire = WireScript.SendsAndHolds("HTTP/1.1 200 OK\r\nContent-Ty"),
        };
        yield return NoAnswer("hangs in the body") with
        {
            Wire = WireScript.SendsAndHolds("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":{ "),
        };
        yield return NoAnswer("the body drips") with
        {
            Wire = WireScript.SendsAndDrips("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", " "),
        };
        yield return NoAnswer("the head drips") with
        {
            Wire = WireScript.SendsAndDrips("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
        };
        yield return NoAnswer("100 Continue without end") with
        {
            Wire = WireScript.SendsAndDrips("", "HTTP/1.1 100 Continue\r\n\r\n"),
        };
        yield return Same("TLS hangs", new Ending("OperationTimeout", 0), "OperationTimeout") with
        {
            Wire = new WireScript(wire => wire.HoldAsync()) { When = Moment.AtConnection, Tls = true },
            TakesTime = true,
            Heals = false,
        };
    }

    private static IEnumerable<ServiceFault> TooMuch()
    {
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {TooLarge}\r\n\r\n";
        yield return NoModel("a body too large, announced") with
        {
            Wire = WireScript.SendsAndHolds(head),
        };
        yield return NoModel("a body too large, without a length") with
        {
            Emulated = at => Always(at, FaultKind.Oversized, 200, TooLarge),
            IsHeavy = true,
        };
        yield return NoModel("a body too large, compressed") with
        {
            Wire = WireScript.Answers(
                "200 OK",
                Compressed(TooLarge),
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            ),
            IsHeavy = true,
        };
    }

    private static IEnumerable<ServiceFault> Unreadable()
    {
        yield return Unusable("HTML with 200") with
        {
            Emulated = at => Raw(at, 200, Html, "text/html"),
        };
        yield return Unusable("HTML that says it is JSON") with
        {
            Emulated = at => Raw(at, 200, Html, "application/json"),
        };
        yield return Unusable("bytes of no type that is known") with
        {
            Wire = WireScript.Answers("200 OK", "\x00\x01\x02\xFF", "Content-Type: application/octet-stream\r\n"),
        };
        yield return Unusable("a content type that is none") with
        {
            Wire = WireScript.Answers("200 OK", "text", "Content-Type: ;;;\r\n"),
        };
        yield return Unusable("text that is no UTF-8") with
        {
            Wire = WireScript.Answers("200 OK", NoUtf8),
        };
        yield return Unusable("JSON of another shape") with
        {
            Emulated = at => Always(at, FaultKind.WrongJson),
        };
        yield return Unusable("an array") with
        {
            Emulated = at => Raw(at, 200, "[1]"),
        };
        yield return Unusable("null") with
        {
            Emulated = at => Raw(at, 200, "null"),
        };
        yield return Unusable("an object without data") with
        {
            Emulated = at => Raw(at, 200, "{}"),
        };
        yield return Unusable("data without fields") with
        {
            Emulated = at => Raw(at, 200, """{"data":{"attributes":{}}}"""),
        };
        yield return Unusable("arrays in arrays, " + Deep) with
        {
            Emulated = at => Raw(at, 200, new string('[', 100_000) + new string(']', 100_000)),
        };
        yield return Unusable("objects in objects, " + Deep) with
        {
            Emulated = at =>
                Raw(at, 200, string.Concat(Enumerable.Repeat("{\"data\":", 100_000)) + "1" + new string('}', 100_000)),
        };
        yield return Unusable("200 without a body") with
        {
            Emulated = at => Always(at, FaultKind.Empty),
            Content = Contentment.Nothing,
        };
        yield return Unusable("204") with
        {
            Emulated = at => Always(at, FaultKind.Empty, 204),
            Content = Contentment.Nothing,
        };
        yield return Unusable("a length that is none") with
        {
            Wire = WireScript.Sends("HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n"),
            Content = Contentment.Nothing,
        };
        yield return Unusable("206, a part") with
        {
            Emulated = at => Raw(at, 206, "{\"data\":{\"id\":\"C"),
        };

        yield return Status(400, "RequestInvalid", "AuthenticationFailed", "400, arrays in arrays, " + Deep) with
        {
            Emulated = at => Raw(at, 400, new string('[', 100_000) + new string(']', 100_000)),
            OfPerson = new Ending("SignInRequired"),
        };
        yield return Status(422, "RequestInvalid", name: "422 of another shape") with
        {
            Emulated = at => Raw(at, 422, """{"errors":{"detail":[1]},"error":{"a":1}}"""),
        };
        yield return Status(422, "RequestInvalid", name: "422 that is no UTF-8") with
        {
            Wire = WireScript.Answers(
                "422 No",
                "{\"errors\":[{\"code\":\"\xFF\",\"detail\":\"\xC3\x28\"}],\"error\":\"\xFF\"}"
            ),
        };
        yield return Status(403, "Forbidden", "AuthenticationFailed", "HTML with 403") with
        {
            Emulated = at => Raw(at, 403, Html, "text/html"),
            OfPerson = new Ending("SignInRequired"),
        };
        yield return Repeated(500, "ServiceError", posts: 1, "HTML with 500") with
        {
            Emulated = at => Raw(at, 500, Html, "text/html", "0"),
            OfAccounts = new Ending("ServiceError"),
        };
        yield return Gateway(502, "HTML with 502") with
        {
            Emulated = at => Raw(at, 502, Html, "text/html", "0"),
        };
        yield return Repeated(503, "ServiceError", EveryTry, "HTML with 503") with
        {
            IsWaitedOut = true,
            Emulated = at => Raw(at, 503, Html, "text/html", "0"),
        };
        yield return Gateway(504, "HTML with 504") with
        {
            Emulated = at => Raw(at, 504, Html, "text/html", "0"),
        };
    }

    private static IEnumerable<ServiceFault> Informational()
    {
        foreach (var status in new[] { "100 Continue", "102 Processing", "103 Early Hints" })
        {
            yield return Same($"{status}, and then the answer", new Ending(Id: null), token: null) with
            {
                Wire = new WireScript(async wire =>
                {
                    await wire.SendAsync($"HTTP/1.1 {status}\r\nLink: </x>; rel=preload\r\n\r\n");
                    await wire.PassOnAsync();
                }),
            };
        }

        yield return Same("101 Switching Protocols", new Ending("ResponseInvalid"), "TokenEndpointUnavailable") with
        {
            Wire = WireScript.Sends("HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\n"),
        };
    }

    // {elsewhere} is a server that counts who comes.
    private static IEnumerable<ServiceFault> Redirects()
    {
        foreach (var status in new[] { 300, 301, 302, 303, 305, 307, 308 })
        {
            yield return Same($"{status} to another host", new Ending("ResponseInvalid"), "TokenResponseInvalid") with
            {
                Wire = RedirectTo("{elsewhere}/calm/cards/x", status),
            };
        }

        yield return Same("307 to the same host", new Ending("ResponseInvalid"), "TokenResponseInvalid") with
        {
            Wire = RedirectTo("/calm/cards/x", 307),
        };
        yield return Same("302 to no address", new Ending("ResponseInvalid"), "TokenResponseInvalid") with
        {
            Wire = RedirectTo("http://[", 302),
        };
    }

    private static IEnumerable<ServiceFault> Statuses()
    {
        // Its code is of no credentials: the request was refused.
        yield return Status(400, "RequestInvalid") with
        {
            OfPerson = new Ending("SignInRequired"),
        };
        yield return Status(401, "Unauthorized", "AuthenticationFailed") with
        {
            Always = new Ending("Unauthorized", 2),
            Post = new Ending("Unauthorized", 2),
            Renewals = 1,
            OfPerson = new Ending("SignInRequired"),
        };
        yield return Status(403, "Forbidden", "AuthenticationFailed") with
        {
            OfPerson = new Ending("SignInRequired"),
        };
        yield return Status(404, "NotFound");
        yield return Status(405, "RequestInvalid");
        yield return Status(407, "AuthenticationFailed", "AuthenticationFailed");
        yield return Repeated(408, "OperationTimeout", posts: 1) with
        {
            Emulated = at => Raw(at, 408, "{}", retryAfter: "0"),
        };
        yield return Status(409, "Conflict");
        yield return Status(410, "NotFound");
        yield return Status(413, "RequestInvalid");
        yield return Status(415, "RequestInvalid");
        yield return Status(422, "RequestInvalid");
        yield return Repeated(429, "RateLimited", EveryTry) with
        {
            Token = new Ending("RateLimited", EveryTry),
            IsWaitedOut = true,
        };
        yield return Repeated(500, "ServiceError", posts: 1) with
        {
            OfAccounts = new Ending("ServiceError"),
        };
        yield return Status(501, "ServiceError");
        yield return Gateway(502);
        yield return Repeated(503, "ServiceError", EveryTry) with
        {
            IsWaitedOut = true,
        };
        yield return Gateway(504);
        yield return Status(505, "ServiceError");
        yield return Status(599, "ServiceError");
    }

    private static IEnumerable<ServiceFault> RetryAfters()
    {
        // Met once: then the next try is good.
        foreach (
            var (name, text) in new (string, Func<string>)[]
            {
                ("in seconds", () => "1"),
                ("as a date", () => In(1)),
                ("as a date that has passed", () => In(-86_400)),
                ("without a value", () => ""),
                ("negative", () => "-5"),
                ("garbage", () => "soon"),
                ("a fraction", () => "1.5"),
            }
        )
        {
            yield return Same($"429, Retry-After {name}", new Ending(Id: null, 2), token: null) with
            {
                Emulated = at => Refusal(at, 429, text(), times: 1),
            };
        }

        // 503 says "not carried out" only together with a time to come back that can be understood.
        foreach (var (name, text) in new[] { ("negative", "-5"), ("garbage", "soon") })
        {
            yield return new ServiceFault(
                $"503, Retry-After {name}",
                new Ending(Id: null, 2),
                new Ending("ServiceError"),
                new Ending(Id: null, 2)
            )
            {
                Emulated = at => Refusal(at, 503, text, times: 1),
            };
        }

        foreach (
            var (name, text) in new (string, Func<string>)[]
            {
                ("longer than is waited", () => "121"),
                ("in a year", () => In(31_536_000)),
                ("absurd", () => "99999999999"),
                ("of a hundred digits", () => new string('9', 100)),
            }
        )
        {
            yield return Same($"429, Retry-After {name}", new Ending("RateLimited"), "RateLimited") with
            {
                Emulated = at => Refusal(at, 429, text(), times: -1),
            };
            yield return Same($"503, Retry-After {name}", new Ending("ServiceError"), "TokenEndpointUnavailable") with
            {
                Emulated = at => Refusal(at, 503, text(), times: -1),
            };
        }
    }

    private static ServiceFault Same(string name, Ending api, string? token) =>
        new(name, api, api, api with { Id = token });

    private static ServiceFault NotSent(string name) =>
        Same(name, new Ending("ConnectionFailed", 0), "TokenEndpointUnavailable") with
        {
            IsWaitedOut = true,
        };

    private static ServiceFault NotTrusted(string name) =>
        Same(name, new Ending("CertificateInvalid", 0), "CertificateInvalid");

    private static ServiceFault LostAnswer(string name) =>
        new(
            name,
            new Ending("ConnectionFailed", EveryTry),
            new Ending("OutcomeUnknown"),
            new Ending("TokenEndpointUnavailable", EveryTry)
        );

    private static ServiceFault LostOnce(string name, WireScript wire) =>
        new(name, new Ending(Id: null, 2), new Ending("OutcomeUnknown"), new Ending(Id: null, 2))
        {
            Wire = wire,
            Once = true,
        };

    private static ServiceFault NoAnswer(string name) =>
        new(name, new Ending("OperationTimeout"), new Ending("OutcomeUnknown"), new Ending("OperationTimeout"))
        {
            TakesTime = true,
        };

    private static ServiceFault NoModel(string name) =>
        Same(name, new Ending("ResponseInvalid"), "TokenResponseInvalid");

    private static ServiceFault Unusable(string name) => NoModel(name) with { Content = Contentment.Anything };

    private static ServiceFault Status(
        int status,
        string id,
        string token = "TokenEndpointUnavailable",
        string? name = null
    ) =>
        Same(name ?? $"{status}", new Ending(id), token) with
        {
            Emulated = at => Always(at, FaultKind.Status, status),
        };

    // "Retry-After: 0" spares the growing pauses, which are the fake clock's affair in Core's tests.
    private static ServiceFault Repeated(int status, string id, int posts, string? name = null) =>
        new(
            name ?? $"{status}",
            new Ending(id, EveryTry),
            new Ending(id, posts),
            new Ending("TokenEndpointUnavailable", EveryTry)
        )
        {
            Emulated = at => Refusal(at, status, "0", times: -1),
        };

    private static ServiceFault Gateway(int status, string? name = null) =>
        Repeated(status, "ServiceError", posts: 1, name) with
        {
            Post = new Ending("OutcomeUnknown"),
        };

    private static Fault Always(Spot at, FaultKind kind, int? status = null, long size = 0) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = kind,
            Status = status,
            Times = -1,
            OversizeBytes = size,
        };

    private static Fault Raw(
        Spot at,
        int status,
        string body,
        string type = "application/json",
        string? retryAfter = null
    ) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = FaultKind.RawBody,
            Status = status,
            Body = body,
            ContentType = type,
            RetryAfterText = retryAfter,
            Times = -1,
        };

    private static Fault Refusal(Spot at, int status, string retryAfter, int times) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = FaultKind.Status,
            Status = status,
            RetryAfterText = retryAfter,
            Times = times,
        };

    private static WireScript RedirectTo(string address, int status) =>
        new(wire =>
            wire.SendAsync(
                $"HTTP/1.1 {status} Elsewhere\r\nLocation: "
                    + $"{address.Replace("{elsewhere}", wire.Elsewhere, StringComparison.Ordinal)}\r\nContent-Length: "
                    + $"0\r\nConnection: close\r\n\r\n"
            )
        );

    private static string In(int seconds) =>
        TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture);

    private static string Compressed(int size)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var part = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var left = size; left > 0; left -= part.Length)
            {
                gzip.Write(part, 0, Math.Min(left, part.Length));
            }
        }

        return Encoding.Latin1.GetString(compressed.ToArray());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
    }
}
