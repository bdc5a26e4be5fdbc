using VgsCalm.Emulator.Faults;
using static VgsCalm.Tests.Faults.EmulatedFaults;
using static VgsCalm.Tests.Faults.FaultEndings;

namespace VgsCalm.Tests.Faults;

/// <summary>No connection, an answer that breaks off, and none in time.</summary>
internal static class ConnectionFaults
{
    public static IEnumerable<ServiceFault> All() => [.. Unreached(), .. Lost(), .. Silent()];

    private static IEnumerable<ServiceFault> Unreached()
    {
        yield return NotSent("the host has no address") with
        {
            Address = "https://nowhere.invalid",
            Heals = false,
        };
        yield return NotSent("no server listens") with
        {
            Listens = false,
        };
        yield return NotSent("TLS is cut off") with
        {
            Wire = new WireScript(_ => Task.CompletedTask) { When = Moment.AtConnection, Tls = true },
            Heals = false,
        };
        yield return NotTrusted("the certificate is self-signed") with
        {
            Wire = WireScript.Answers("200 OK", "{}") with { Tls = true, Certificate = WebServer.SelfSigned() },
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
}
