using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using VgsCalm.Http.Proxy;
using VgsCalm.Redaction;

namespace VgsCalm.Diagnostics;

/// <summary>Examines the way to a host: its name, its port, its certificate.</summary>
internal sealed class HostChecks
{
    private const string OpenTheWay =
        "A firewall may want this machine to be allowed, or requests to go through a proxy (HTTPS_PROXY, set before the shell starts).";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExpiryWarning = TimeSpan.FromDays(14);

    private readonly Clock _clock;

    public HostChecks(Clock clock) => _clock = clock;

    /// <summary>The checks of one server, in the order in which they build on each other.</summary>
    public IEnumerable<ConnectionCheck> Create(Uri address)
    {
        var target = address.GetLeftPart(UriPartial.Authority);
        if (ProxyOf(address) is { } proxy)
        {
            yield return new ConnectionCheck(
                "Proxy",
                target,
                (_, cancel) =>
                    ConnectAsync(
                        proxy.Host,
                        proxy.Port,
                        $"this machine's proxy {proxy.Host}:{proxy.Port}",
                        "Check the proxy's address in HTTPS_PROXY or the system's settings, and go on in a new shell: a shell keeps the "
                            + "proxy that it began with.",
                        cancel
                    )
            );
            yield break;
        }

        yield return new ConnectionCheck("Name", target, (_, cancel) => LookUpAsync(address.Host, cancel));
        yield return new ConnectionCheck(
            "Connection",
            target,
            (_, cancel) => ConnectAsync(address.Host, address.Port, $"port {address.Port}", OpenTheWay, cancel)
        );
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            yield return new ConnectionCheck("Tls", target, (_, cancel) => HandshakeAsync(address, cancel));
        }
    }

    /// <summary>Whether the session's own proxy takes connections.</summary>
    public Task<(VgsCheckOutcome Outcome, string Detail)> ConnectToSessionProxyAsync(
        Uri proxy,
        CancellationToken cancellationToken
    ) =>
        ConnectAsync(
            proxy.Host,
            proxy.Port,
            "the session's proxy",
            "Check -Proxy of Connect-VgsCalm, or -VaultId and -Environment where -VaultProxy made the address.",
            cancellationToken
        );

    /// <summary>Whether a port takes connections.</summary>
    private Task<(VgsCheckOutcome Outcome, string Detail)> ConnectAsync(
        string host,
        int port,
        string what,
        string advice,
        CancellationToken cancellationToken
    ) =>
        LimitAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync(host, port).ConfigureAwait(false);
                return (VgsCheckOutcome.Passed, $"{what} takes connections");
            },
            failure => $"{what} takes no connection ({failure}). {advice}",
            cancellationToken
        );

    private static Uri? ProxyOf(Uri address)
    {
        var proxy = SystemProxy.Current.GetProxy(address);
        return proxy == address ? null : proxy;
    }

    private Task<(VgsCheckOutcome Outcome, string Detail)> LookUpAsync(
        string host,
        CancellationToken cancellationToken
    ) =>
        LimitAsync(
            async () =>
            {
                var found = await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
                return (VgsCheckOutcome.Passed, string.Join(", ", found.Select(address => address.ToString())));
            },
            failure => $"the name is not found ({failure}). Check the address and this machine's DNS.",
            cancellationToken
        );

    private Task<(VgsCheckOutcome Outcome, string Detail)> HandshakeAsync(
        Uri address,
        CancellationToken cancellationToken
    )
    {
        var problem = "";
        X509Certificate2? certificate = null;
        return LimitAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
#pragma warning disable MA0039, CA5359 // It keeps the system's verdict as it is, and notes the reasons for the user.
                using var tls = new SslStream(
                    client.GetStream(),
                    leaveInnerStreamOpen: false,
                    (_, shown, chain, errors) =>
                    {
                        certificate = shown is null ? null : new X509Certificate2(shown);
                        problem = Describe(errors, chain);
                        return errors == SslPolicyErrors.None;
                    }
                );
#pragma warning restore MA0039, CA5359
                await tls.AuthenticateAsClientAsync(address.Host).ConfigureAwait(false);
                return Judge(certificate, tls.SslProtocol);
            },
            failure =>
                $"no trusted connection: {(problem.Length > 0 ? problem : failure)}"
                + $"{(certificate is null ? "" : $"; the certificate is of {Shown(certificate.Issuer)}")}. A proxy that inspects TLS "
                + "needs its authority among this machine's trusted roots; a wrong clock makes every certificate invalid.",
            cancellationToken
        );
    }

    private (VgsCheckOutcome Outcome, string Detail) Judge(X509Certificate2? certificate, SslProtocols protocol)
    {
        if (certificate is null)
        {
            return (VgsCheckOutcome.Failed, "the server showed no certificate.");
        }

        var detail = string.Format(
            CultureInfo.InvariantCulture,
            "{0}, issued by {1}, good until {2:yyyy-MM-dd}",
            protocol,
            Shown(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)),
            certificate.NotAfter.ToUniversalTime()
        );
        return certificate.NotAfter.ToUniversalTime() - _clock.UtcNow.UtcDateTime < ExpiryWarning
            ? (VgsCheckOutcome.Warning, detail + ": it expires soon.")
            : (VgsCheckOutcome.Passed, detail);
    }

    // Whoever made the certificate chose the name, which may act on a terminal.
    private static string Shown(string name) => TerminalText.Clean(name);

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        var parts = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            parts.Add("the certificate is for another host");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            parts.AddRange((chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim().TrimEnd('.')));
        }

        return string.Join("; ", parts);
    }

    private async Task<(VgsCheckOutcome Outcome, string Detail)> LimitAsync(
        Func<Task<(VgsCheckOutcome Outcome, string Detail)>> examine,
        Func<string, string> describeFailure,
        CancellationToken cancellationToken
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var examination = examine();
        try
        {
            await Task.WhenAny(examination, _clock.Delay(Limit, over.Token)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return examination.IsCompleted
                ? await examination.ConfigureAwait(false)
                : (VgsCheckOutcome.Failed, describeFailure($"no answer within {Limit.TotalSeconds:0} s"));
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            return (VgsCheckOutcome.Failed, describeFailure(failure.Message.TrimEnd('.')));
        }
        finally
        {
            over.Cancel();
            examination.IgnoreFault();
        }
    }
}
