namespace VgsCalm.Http.Exchange;

/// <summary>Reads a body whole, up to a limit: an endless answer must not take the machine's memory.</summary>
internal static class BoundedBody
{
    /// <summary>Most that is read of any API's answer, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    // What a card's answer fits into; a larger one makes its own room.
    private const int InitialSize = 2 * 1024;
    private const int ChunkSize = 16 * 1024;

    /// <returns>The body, or null when it is larger than <paramref name="limit"/> bytes.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            return null;
        }

        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);

        // On .NET Framework a read does not heed the token; closing the stream ends it.
        using var closing = cancellationToken.Register(static s => ((Stream)s!).Dispose(), stream);

        // One byte more than announced, so that the end is met without growing.
        var body = new byte[announced < ChunkSize ? (int)announced + 1 : InitialSize];
        var length = 0;
        try
        {
            int read;
            while (
                (
                    read = await stream
                        .ReadAsync(body, length, Math.Min(body.Length - length, ChunkSize), cancellationToken)
                        .ConfigureAwait(false)
                ) > 0
            )
            {
                length += read;
                if (length > limit)
                {
                    return null;
                }

                if (length == body.Length)
                {
                    Array.Resize(ref body, 2 * length);
                }
            }
        }
        catch (Exception error)
            when (cancellationToken.IsCancellationRequested && error is ObjectDisposedException or IOException)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }

        Array.Resize(ref body, length);
        return body;
    }
}
