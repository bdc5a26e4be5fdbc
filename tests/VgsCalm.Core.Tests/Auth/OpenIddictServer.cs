using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>An authorization server that others wrote, at the path where Keycloak has its token endpoint. Tokens live 300 s.</summary>
public sealed class OpenIddictServer : IAsyncLifetime
{
    public const string ClientId = "ACtTmnC6V-calm-5S6x8";
    public const string Path = "/auth/realms/vgs/protocol/openid-connect/token";

    private WebServer? _server;
    private IServiceProvider? _services;

    /// <summary>Every body that arrived.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public Uri Address => _server!.Address;

    public async Task InitializeAsync()
    {
        _server = await WebServer.Start(AddServices, Map);
        await Register(ClientId, Secrets.ClientSecret);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public async Task Register(string clientId, string secret)
    {
        await using var scope = _services!.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = clientId,
                ClientSecret = secret,
                Permissions =
                {
                    Permissions.Endpoints.Token,
                    Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + "cards:read",
                    Permissions.Prefixes.Scope + "cards:write",
                },
            },
            CancellationToken.None
        );
    }

    private static void AddServices(IServiceCollection services)
    {
        var store = Guid.NewGuid().ToString();
        services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase(store).UseOpenIddict());
        services
            .AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server
                    .SetTokenEndpointUris(Path)
                    .AllowClientCredentialsFlow()
                    .SetAccessTokenLifetime(TimeSpan.FromSeconds(300));
                server.RegisterScopes("cards:read", "cards:write", "merchants:write");
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });
    }

    private void Map(WebApplication app)
    {
        _services = app.Services;
        app.Use(
            async (context, next) =>
            {
                context.Request.EnableBuffering();
                using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
                Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
                context.Request.Body.Position = 0;
                await next(context);
            }
        );
        app.UseAuthentication();
        app.MapPost(
            Path,
            (HttpContext context) =>
            {
                var request = context.GetOpenIddictServerRequest()!;
                var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
                identity
                    .SetClaim(Claims.Subject, request.ClientId)
                    .SetScopes(request.GetScopes())
                    .SetDestinations(_ => [Destinations.AccessToken]);
                return Results.SignIn(
                    new ClaimsPrincipal(identity),
                    properties: null,
                    OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
                );
            }
        );
    }
}
