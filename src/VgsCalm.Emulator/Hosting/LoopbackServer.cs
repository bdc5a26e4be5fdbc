using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Hosting;

/// <summary>
/// Kestrel on 127.0.0.1 and nothing else of ASP.NET Core: no configuration files, no environment, no log, no signal
/// handlers.
/// </summary>
internal static class LoopbackServer
{
    public static async Task<WebApplication> StartAsync(EmulatorState state, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, state.Options.Port));
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(new RequestPipeline(state).HandleAsync);
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw RefuseTaken(state.Options.Port, failure);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static IOException RefuseTaken(int port, Exception failure) =>
        new(
            $"Port {port} of 127.0.0.1 is taken by another program, perhaps another emulator. Give another port, or none for a free one.",
            failure
        );

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;

        // Slow clients are not cut off: a client may read or send slowly as a part of a test.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Leaves Ctrl+C and SIGTERM to the process that hosts the emulator.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
