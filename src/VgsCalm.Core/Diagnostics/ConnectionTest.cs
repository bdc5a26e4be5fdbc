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
    )
    {
        var checks = new List<ConnectionCheck>();
        checks.AddRange(apis.Select(api => Address(api, addresses.Get(api))));
        checks.AddRange(hosts.Create(addresses.Token));
        if (proxy is not null)
        {
            checks.Add(
                new ConnectionCheck(
                    "Proxy",
                    proxy.GetLeftPart(UriPartial.Authority),
                    (_, cancel) => hosts.ConnectToSessionProxyAsync(proxy, cancel)
                )
            );
        }
        else
        {
            checks.AddRange(
                apis.Select(addresses.Get)
                    .GroupBy(address => address.Authority, StringComparer.OrdinalIgnoreCase)
                    .Where(group => group.Key != addresses.Token.Authority)
                    .SelectMany(group => hosts.Create(group.First()))
            );
        }

        checks.Add(new ConnectionCheck("Token", session, services.TokenAsync));
        checks.Add(
            new ConnectionCheck("Scope", session, (observer, cancel) => services.ScopeAsync(isPerson, observer, cancel))
        );
        if (apis.Count > 0)
        {
            checks.Add(
                new ConnectionCheck(
                    "Clock",
                    addresses.Get(apis[0]).GetLeftPart(UriPartial.Authority),
                    (observer, cancel) => services.ClockAsync(apis[0], observer, cancel)
                )
            );
        }

        checks.AddRange(
            apis.Select(api => new ConnectionCheck(
                "Api",
                api.ToString(),
                (observer, cancel) => services.ApiAsync(api, observer, cancel)
            ))
        );
        return checks;
    }

    private static ConnectionCheck Address(VgsApi api, Uri address) =>
        new("Address", api.ToString(), (_, _) => Task.FromResult((VgsCheckOutcome.Passed, address.AbsoluteUri)));
}
