using System.Net;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Http;

/// <summary>Makes the HTTP clients of a session: no redirects, no cookies, no limit on connections, TLS always verified.</summary>
internal static class SessionHttp
{
    private static readonly string Agent = "VgsCalm/" + typeof(SessionHttp).Assembly.GetName().Version!.ToString(3);

    // How long a server's close would take to be seen.
    private static readonly TimeSpan CloseTime = TimeSpan.FromMilliseconds(50);

    /// <summary>A client without a proxy of the session's own: this machine's proxy counts, except for the loopback.</summary>
    public static HttpClient Direct() =>
        CreateClient(
            new ReuseProbe(
                () =>
                {
                    var handler = CreateHandler();
                    handler.Proxy = SystemProxy.Current;
                    return handler;
                },
                Probation
            )
        );

    /// <summary>
    /// A client whose requests all pass a proxy, trusting the session's own certificate authorities besides the system's.
    /// </summary>
    public static HttpClient Proxied(SessionProxy proxy)
    {
        var probed = new ReuseProbe(() => CreateHandler(proxy), Probation);
        return CreateClient(
            proxy.Credentials is { } credentials ? new PlainProxyCredentials(credentials, probed) : probed
        );
    }

    /// <summary>A client over a given handler.</summary>
    public static HttpClient CreateClient(HttpMessageHandler handler)
    {
        var http = new HttpClient(handler)
        {
            // Each request has a limit of its own, that covers its body as well.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Agent);
        http.DefaultRequestHeaders.ExpectContinue = false;
        return http;
    }

    private static Task Probation() => Task.Delay(CloseTime);

    private static HttpClientHandler CreateHandler(SessionProxy proxy)
    {
        var handler = CreateHandler();
        handler.UseProxy = true;
        handler.Proxy = proxy.AsWebProxy();
#pragma warning disable MA0039 // It extends the system's verdict by one authority and never overrules it otherwise; see ExtraTrust.
        if (proxy.Trust is { } trust)
        {
            handler.ServerCertificateCustomValidationCallback = trust.Validate;
        }
#pragma warning restore MA0039
        return handler;
    }

    private static HttpClientHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,

            // .NET Framework allows two connections a host unless told otherwise.
            MaxConnectionsPerServer = 512,
        };
}
