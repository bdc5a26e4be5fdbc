using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VgsCalm.Benchmarks.Stub;

/// <summary>
/// The other end of the wire: a process of its own that answers at once, or after the latency that the path asks for, and counts.
/// It keeps nothing and checks nothing but the token's presence, since it shares the machine's cores with what is measured.
/// <list type="bullet">
/// <item><c>/lifetime/{seconds}/…/token</c>: a token that lives so long.</item>
/// <item><c>/latency/{ms}/cards</c>, <c>/latency/{ms}/cards/{id}</c>: a card, so much later.</item>
/// <item><c>/latency/{ms}/cut/{n}/cards</c>, <c>/latency/{ms}/close/{n}/cards</c>: the same, but each n-th request has its connection cut
/// off, or closed in good order (HTTP/2: GOAWAY).</item>
/// <item><c>/counts</c>: what it has been asked for so far.</item>
/// </list>
/// </summary>
internal sealed class StubServer
{
    // As long as the tokens that Keycloak signs.
    private const int TokenLength = 1100;

    // An id is told from a card number by its letters.
    private const int Letters = 26;

    private readonly byte[] _card;
    private readonly int _idAt;
    private int _tokens;
    private int _cards;
    private int _connections;
    private int _ended;

    private StubServer()
    {
        _card =
            """
            {"data":{"id":"CRDaaaaaaaaaaaaaaaaaaaaaa","state":"enrolling","event":null,"failure_code":null,"name":"Jane Doe",
            "number":"4111111111111111","exp_month":11,"exp_year":30,"capabilities":["ACCOUNT_UPDATER"],
            "created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z"}}
            """u8.ToArray();
        _idAt = _card.AsSpan().IndexOf("CRDa"u8) + 3;
    }

    /// <summary>
    /// Serves until the standard input ends, which it does when the parent does. The first line it prints is its address.
    /// </summary>
    public static async Task<int> RunAsync()
    {
        using var certificate = LoopbackCertificate.Create();
        var server = new StubServer();
        await using var app = server.Build(certificate);
        await app.StartAsync();
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.ToArray();
        Console.WriteLine(
            JsonSerializer.Serialize(
                new StubAddress(
                    addresses[0],
                    addresses[1],
                    Convert.ToBase64String(certificate.Export(X509ContentType.Cert))
                )
            )
        );
        while (await Console.In.ReadLineAsync() is not null) { }

        return 0;
    }

    private WebApplication Build(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.ConfigureEndpointDefaults(endpoint =>
                    endpoint.Use(next =>
                        connection =>
                        {
                            Interlocked.Increment(ref _connections);
                            return next(connection);
                        }
                    )
                );
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Listen(
                    IPAddress.Loopback,
                    0,
                    endpoint =>
                    {
                        endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                        endpoint.UseHttps(certificate);
                    }
                );
            });
        var app = builder.Build();
        app.Run(AnswerAsync);
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/counts")
        {
            await context.Response.WriteAsJsonAsync(new StubCounts(_tokens, _cards, _connections));
            return;
        }

        if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            await AnswerTokenAsync(context, Number(path, "/lifetime/"));
            return;
        }

        if (!context.Request.Headers.ContainsKey("Authorization"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await context.Request.Body.CopyToAsync(Stream.Null);
        if (Number(path, "/latency/") is > 0 and var latency)
        {
            await Task.Delay(latency);
        }
        if (IsNext(Number(path, "/cut/")))
        {
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
            return;
        }

        if (IsNext(Number(path, "/close/")))
        {
            context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
        }
        AnswerCard(context);
    }

    private async Task AnswerTokenAsync(HttpContext context, int lifetime)
    {
        var number = Interlocked.Increment(ref _tokens);
        await context.Response.WriteAsJsonAsync(
            new
            {
                access_token = number.ToString("D8", CultureInfo.InvariantCulture).PadRight(TokenLength, 'x'),
                token_type = "Bearer",
                expires_in = lifetime,
                scope = "cards:write cards:read",
            }
        );
    }

    private void AnswerCard(HttpContext context)
    {
        var number = Interlocked.Increment(ref _cards);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _card.Length;
        var body = context.Response.BodyWriter.GetSpan(_card.Length);
        _card.CopyTo(body);
        for (var i = _idAt; number > 0; i++, number /= Letters)
        {
            body[i] = (byte)('a' + (number % Letters));
        }
        context.Response.BodyWriter.Advance(_card.Length);
    }

    private bool IsNext(int every) => every > 0 && Interlocked.Increment(ref _ended) % every == 0;

    private static int Number(string path, string after)
    {
        var at = path.IndexOf(after, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }
        var digits = path.AsSpan(at + after.Length);
        var end = digits.IndexOf('/');
        return int.Parse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
