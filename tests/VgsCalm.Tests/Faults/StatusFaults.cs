using System.Globalization;
using static VgsCalm.Tests.Faults.EmulatedFaults;
using static VgsCalm.Tests.Faults.Ending;
using static VgsCalm.Tests.Faults.FaultEndings;

namespace VgsCalm.Tests.Faults;

/// <summary>What each status means: informational answers, redirects, refusals, and the times to come back that they name.</summary>
internal static class StatusFaults
{
    public static IEnumerable<ServiceFault> All() =>
        [.. Informational(), .. Redirects(), .. Statuses(), .. RetryAfters()];

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
}
