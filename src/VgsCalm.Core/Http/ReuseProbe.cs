namespace VgsCalm.Http;

/// <summary>
/// Finds out whether a server closes connections after its answers without saying so. A POST on such a connection is lost, and whether it
/// was carried out cannot be known. So the first answers are held back for a moment, in which a close would be seen; to a server that
/// closes, each POST goes on a connection of its own.
/// </summary>
/// <param name="connections">Those of the handler.</param>
/// <param name="inner">The handler.</param>
/// <param name="createUnpooled">Makes a handler like it that uses no connection twice.</param>
internal sealed class ReuseProbe(
    PooledConnections connections,
    HttpMessageHandler inner,
    Func<HttpMessageHandler> createUnpooled
) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Probation = TimeSpan.FromMilliseconds(50);

    private volatile bool _isProven = !connections.IsConfigured;
    private readonly Lazy<HttpMessageInvoker> _unpooled = new(() => new HttpMessageInvoker(createUnpooled()));
    private volatile bool _closes;

    // Without a state machine of its own where there is nothing to find out: that is each request but the first ones.
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // What can be repeated takes no harm; requests for tokens have no token.
        var canTakeHarm =
            request.Method != HttpMethod.Get
            && request.Method != HttpMethod.Head
            && request.Headers.Contains("Authorization");
        return canTakeHarm && _closes ? _unpooled.Value.SendAsync(request, cancellationToken)
            : canTakeHarm && !_isProven ? ProbeAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> ProbeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var before = connections.Made().Where(socket => socket.Connected).ToArray();
        var known = connections.Made().Count;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.ConnectionClose != true)
        {
            // A connection of this request's may be closed already.
            var used = before.Concat(connections.Made().Skip(known)).ToArray();
            await Task.Delay(Probation, CancellationToken.None).ConfigureAwait(false);
            _closes |= Array.Exists(used, PooledConnections.IsClosed);
            _isProven = true;
            connections.Forget();
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _unpooled.IsValueCreated)
        {
            _unpooled.Value.Dispose();
        }

        base.Dispose(disposing);
    }
}
