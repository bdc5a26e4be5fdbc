using System.Net;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Http;

/// <summary>Makes the HTTP clients of a session: no redirects, no cookies, no limit on connections, TLS always verified.</summary>
internal static class SessionHttp
{
    private static readonly string Agent = "VgsCalm/" + typeof(SessionHttp).Assembly.GetName().Version!.ToString(3);

    private static readonly TimeSpan Probation = TimeSpan.FromMilliseconds(50);

    /// <summary>A client without a proxy of the session's own: this machine's proxy counts, except for the loopback.</summary>
    public static HttpClient Direct() =>
        CreateClient(
            CreateProbed(() =>
            {
                var handler = CreateHandler();
                handler.Proxy = SystemProxy.Current;
                return handler;
            })
        );

    /// <summary>
    /// A client whose requests all pass a proxy, trusting the session's own certificate authorities besides the system's.
    /// </summary>
    public static HttpClient Proxied(SessionProxy proxy)
    {
        var probed = CreateProbed(() => CreateHandler(proxy));
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

    /// <summary>A handler that uses its connections again where the server keeps them.</summary>
    /// <param name="create">Makes the handler that sends.</param>
    /// <param name="probation">How long a server's close would take to be seen; null: long enough.</param>
    public static ReuseProbe CreateProbed(Func<HttpClientHandler> create, TimeSpan? probation = null)
    {
        var handler = create();
        return new ReuseProbe(
            PooledConnections.Configure(handler),
            handler,
            () =>
            {
                var unpooled = create();
                PooledConnections.Configure(unpooled, isPooled: false);
                return unpooled;
            },
            probation ?? Probation
        );
    }

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
