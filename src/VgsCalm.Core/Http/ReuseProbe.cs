namespace VgsCalm.Http;

/// <summary>
/// Finds out whether a server closes connections after its answers without saying so. A POST on such a connection is lost, and whether it
/// was carried out cannot be known. So the first answers are held back for a moment, in which a close would be seen; to a server that
/// closes, each POST goes on a connection of its own.
/// </summary>
internal sealed class ReuseProbe(PooledConnections connections, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Probation = TimeSpan.FromMilliseconds(50);

    private volatile bool _isProven = !connections.IsConfigured;
    private volatile bool _closes;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // What can be repeated takes no harm; requests for tokens have no token.
        if (
            request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Head
            || !request.Headers.Contains("Authorization")
        )
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (_closes)
        {
            request.Headers.ConnectionClose = true;
        }

        if (_isProven)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var before = connections.Open();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.ConnectionClose != true)
        {
            var open = before.Union(connections.Open()).ToArray();
            await Task.Delay(Probation, CancellationToken.None).ConfigureAwait(false);
            _closes |= Array.Exists(open, PooledConnections.IsClosed);
            _isProven = true;
        }

        return response;
    }
}
