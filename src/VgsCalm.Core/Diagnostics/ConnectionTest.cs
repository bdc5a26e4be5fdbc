using VgsCalm.Http.Addresses;

namespace VgsCalm.Diagnostics;

/// <summary>What to examine of a session, one check after the other.</summary>
internal static class ConnectionTest
{
    /// <param name="services">Examines what the servers answer.</param>
    /// <param name="hosts">Examines the ways to the servers.</param>
    /// <param name="addresses">The session's servers.</param>
    /// <param name="proxy">The session's own proxy, which API requests pass; null where they go direct.</param>
    /// <param name="apis">The APIs to examine.</param>
    /// <param name="session">The session's name.</param>
    /// <param name="isPerson">Whether a person has signed in to it.</param>
    public static IReadOnlyList<ConnectionCheck> Plan(
        ServiceChecks services,
        HostChecks hosts,
        ServiceAddresses addresses,
        Uri? proxy,
        IReadOnlyList<VgsApi> apis,
        string session,
        bool isPerson
    ) =>
        [
            .. apis.Select(api => Address(api, addresses.Get(api))),
            .. hosts.Create(addresses.Token),
            .. WayToApis(hosts, addresses, proxy, apis),
            new("Token", session, services.TokenAsync),
            new("Scope", session, (observer, cancel) => services.ScopeAsync(isPerson, observer, cancel)),
            .. apis.Take(1)
                .Select(api => new ConnectionCheck(
                    "Clock",
                    addresses.Get(api).GetLeftPart(UriPartial.Authority),
                    (observer, cancel) => services.ClockAsync(api, observer, cancel)
                )),
            .. apis.Select(api => new ConnectionCheck(
                "Api",
                api.ToString(),
                (observer, cancel) => services.ApiAsync(api, observer, cancel)
            )),
        ];

    // Behind the session's proxy the APIs' own hosts need not be reached from here; one that is the token's host was looked at.
    private static IEnumerable<ConnectionCheck> WayToApis(
        HostChecks hosts,
        ServiceAddresses addresses,
        Uri? proxy,
        IReadOnlyList<VgsApi> apis
    ) =>
        proxy is not null
            ?
            [
                new(
                    "Proxy",
                    proxy.GetLeftPart(UriPartial.Authority),
                    (_, cancel) => hosts.ConnectToSessionProxyAsync(proxy, cancel)
                ),
            ]
            : apis.Select(addresses.Get)
                .GroupBy(address => address.Authority, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Key != addresses.Token.Authority)
                .SelectMany(group => hosts.Create(group.First()));

    private static ConnectionCheck Address(VgsApi api, Uri address) =>
        new("Address", api.ToString(), (_, _) => Task.FromResult((VgsCheckOutcome.Passed, address.AbsoluteUri)));
}
