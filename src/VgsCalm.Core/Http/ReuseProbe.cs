namespace VgsCalm.Http;

/// <summary>
/// Finds out whether a server closes connections after its answers without saying so. A POST on such a connection is lost, and whether it
/// was carried out cannot be known. So no POST goes on a connection that was used before until one was seen to be kept: that of the
/// first POST, which nothing else uses meanwhile. Others that are sent before its answer have connections of their own; those that come
/// in the moment after it wait for what is seen. To a server that closes, each POST goes on a connection of its own from then on.
/// </summary>
/// <param name="create">Makes a handler that sends.</param>
/// <param name="probation">Passes the time that a close would take to be seen.</param>
internal sealed class ReuseProbe(Func<HttpClientHandler> create, Func<Task> probation)
    : DelegatingHandler(PooledConnections.Settle(create()))
{
    private readonly object _lock = new();
    private readonly Lazy<HttpMessageInvoker> _unpooled = new(() =>
        new HttpMessageInvoker(PooledConnections.Settle(create(), isPooled: false))
    );

    // Set after _pooled and _closes, and read before them.
    private volatile bool _isProven;
    private bool _closes;
    private HttpMessageInvoker? _pooled;
    private bool _isProbing;
    private Task? _verdict;

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
        return !canTakeHarm ? base.SendAsync(request, cancellationToken)
            : !_isProven ? SendUnproven(request, cancellationToken)
            : (_closes ? _unpooled.Value : _pooled!).SendAsync(request, cancellationToken);
    }

    private Task<HttpResponseMessage> SendUnproven(HttpRequestMessage request, CancellationToken cancellationToken) =>
        TryBegin(out var verdict) is { } connections ? ProbeAsync(connections, request, cancellationToken)
        : verdict is null ? _unpooled.Value.SendAsync(request, cancellationToken)
        : SendAfterAsync(verdict, request, cancellationToken);

    private async Task<HttpResponseMessage> SendAfterAsync(
        Task verdict,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await verdict.ConfigureAwait(false);
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // The connections of the one request that finds out. Null for the others, which wait for the verdict where it is due.
    private WatchedConnections? TryBegin(out Task? verdict)
    {
        lock (_lock)
        {
            verdict = _verdict;
            if (_isProbing)
            {
                return null;
            }

            _isProbing = true;
            var handler = PooledConnections.Settle(create());
            var connections = new WatchedConnections();
            _pooled?.Dispose();
            _pooled = new HttpMessageInvoker(handler);
            if (connections.TryWatch(handler))
            {
                return connections;
            }

            // .NET Framework, which has no way to look.
            _isProven = true;
            verdict = _verdict = Task.CompletedTask;
            return null;
        }
    }

    private async Task<HttpResponseMessage> ProbeAsync(
        WatchedConnections connections,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var isDue = false;
        try
        {
            var response = await _pooled!.SendAsync(request, cancellationToken).ConfigureAwait(false);
            isDue = response.Headers.ConnectionClose != true;
            if (isDue)
            {
                response.Content = new ContentInUse(response.Content, ended: () => Judge(connections));
            }

            return response;
        }
        finally
        {
            if (!isDue)
            {
                Decide(closes: null);
            }
        }
    }

    // The answer has been read: a POST that comes now waits for what is seen.
    private void Judge(WatchedConnections connections)
    {
        lock (_lock)
        {
            _verdict = JudgeAsync(connections);
        }
    }

    private async Task JudgeAsync(WatchedConnections connections)
    {
        await probation().ConfigureAwait(false);
        Decide(connections.AnyClosed());
        connections.Forget();
    }

    // Null: it could not be told, and the next request is to find out.
    private void Decide(bool? closes)
    {
        lock (_lock)
        {
            _closes = closes == true;
            _isProven = closes is not null;
            _isProbing = _isProven;
            _verdict = _isProven ? Task.CompletedTask : null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pooled?.Dispose();
            if (_unpooled.IsValueCreated)
            {
                _unpooled.Value.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
