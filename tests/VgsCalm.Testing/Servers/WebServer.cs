using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VgsCalm.Testing.Servers;

/// <summary>A real HTTP server on a port of its own on the loopback.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Answers every request with <paramref name="answer"/>.</summary>
    /// <param name="answer">Answers.</param>
    /// <param name="port">The port; 0: one that is free.</param>
    public static Task<WebServer> Start(RequestDelegate answer, int port = 0) => Start(answer, _ => { }, port);

    /// <summary>The same, with more to be said of how it listens.</summary>
    public static Task<WebServer> Start(RequestDelegate answer, Action<ListenOptions> listen, int port = 0) =>
        Start(_ => { }, app => app.Run(answer), listen, port);

    public static Task<WebServer> Start(Action<IServiceCollection> services, Action<WebApplication> app) =>
        Start(services, app, _ => { });

    /// <summary>Speaks TLS with a certificate of its own making, which no authority has signed.</summary>
    /// <param name="answer">Answers.</param>
    /// <param name="name">Of whom the certificate says that it is.</param>
    public static Task<WebServer> StartUntrusted(RequestDelegate answer, string name = "127.0.0.1") =>
        Start(answer, listen => listen.UseHttps(SelfSigned(name)));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<WebServer> Start(
        Action<IServiceCollection> services,
        Action<WebApplication> configure,
        Action<ListenOptions> listen,
        int port = 0
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen);
        });
        builder.Logging.ClearProviders();
        services(builder.Services);
        var app = builder.Build();
        configure(app);
        await app.StartAsync();
        return new WebServer(app);
    }

    /// <summary>A certificate for 127.0.0.1 that no authority has signed.</summary>
    public static X509Certificate2 SelfSigned(string name = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
