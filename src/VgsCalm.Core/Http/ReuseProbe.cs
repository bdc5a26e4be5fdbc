using System.Net.Sockets;

namespace VgsCalm.Http;

/// <summary>
/// Finds out whether a server closes connections after its answers without saying so. A POST on such a connection is lost, and whether it
/// was carried out cannot be known. So a moment passes after the first answer, in which a close would be seen, before its connection is
/// used again: further POSTs wait for it; and where others are under way already, which might get that connection, the answer itself is
/// held back. To a server that closes, each POST goes on a connection of its own.
/// </summary>
/// <param name="connections">Those of the handler.</param>
/// <param name="inner">The handler.</param>
/// <param name="createUnpooled">Makes a handler like it that uses no connection twice.</param>
/// <param name="probation">How long a close would take to be seen.</param>
internal sealed class ReuseProbe(
    PooledConnections connections,
    HttpMessageHandler inner,
    Func<HttpMessageHandler> createUnpooled,
    TimeSpan probation
) : DelegatingHandler(inner)
{
    private readonly object _lock = new();
    private readonly Lazy<HttpMessageInvoker> _unpooled = new(() => new HttpMessageInvoker(createUnpooled()));

    // Set after _closes, and read before it.
    private volatile bool _isProven = !connections.IsConfigured;
    private volatile bool _closes;
    private Task? _verdict;
    private int _underWay;

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
        return canTakeHarm && !_isProven ? ProbeAsync(request, cancellationToken)
            : canTakeHarm && _closes ? _unpooled.Value.SendAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> ProbeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Enter() is { } verdict)
        {
            await verdict.ConfigureAwait(false);
            return await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var before = connections.Made().Where(socket => socket.Connected).ToArray();
            var known = connections.Made().Count;
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Headers.ConnectionClose != true)
            {
                // A connection of this request's may be closed already.
                var judging = JudgeAsync([.. before, .. connections.Made().Skip(known)]);
                if (!IsAlone(judging))
                {
                    await judging.ConfigureAwait(false);
                }
            }

            return response;
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
            }
        }
    }

    // What is to be waited for before a request may leave; null where it may.
    private Task? Enter()
    {
        lock (_lock)
        {
            if (_verdict is null)
            {
                _underWay++;
            }

            return _verdict;
        }
    }

    // Alone, what comes next waits for the verdict in its place.
    private bool IsAlone(Task judging)
    {
        lock (_lock)
        {
            _verdict = _underWay == 1 ? judging : _verdict;
            return _underWay == 1;
        }
    }

    private async Task JudgeAsync(Socket[] used)
    {
        await Task.Delay(probation, CancellationToken.None).ConfigureAwait(false);
        _closes |= Array.Exists(used, PooledConnections.IsClosed);
        _isProven = true;
        connections.Forget();
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
