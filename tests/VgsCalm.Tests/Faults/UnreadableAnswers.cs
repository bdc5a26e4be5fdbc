using System.IO.Compression;
using System.Text;
using VgsCalm.Emulator.Faults;
using static VgsCalm.Tests.Faults.EmulatedFaults;
using static VgsCalm.Tests.Faults.Ending;
using static VgsCalm.Tests.Faults.FaultEndings;

namespace VgsCalm.Tests.Faults;

/// <summary>Bodies that are too large, of another type or shape, or no text at all.</summary>
internal static class UnreadableAnswers
{
    private const int TooLarge = (64 * 1024 * 1024) + 1;
    private const string Deep = "one hundred thousand levels";
    private const string Html = "<html><body>An edge speaks</body></html>";

    // JSON with the names of every model, and text that is no UTF-8.
    private const string NoUtf8 =
        "{\"data\":{\"id\":\"\xC3\x28\",\"number\":\"\xFF\xFE\",\"event\":\"\xFF\",\"state\":\"\xFF\","
        + "\"attributes\":{\"client_id\":\"\xFF\",\"service_accounts\":\"\xFF\"},\"bin\":\"\xFF\"},"
        + "\"pan_alias\":\"\xFF\",\"access_token\":\"\xFF\"}";

    public static IEnumerable<ServiceFault> All() => [.. TooMuch(), .. Unreadable()];

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
            Content = Contentment.Anything,
        };
        yield return Unusable("HTML that says it is JSON") with
        {
            Emulated = at => Raw(at, 200, Html, "application/json"),
            Content = Contentment.Anything,
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
}
