namespace VgsCalm.Http;

/// <summary>Reads a body whole, up to a limit: an endless answer must not take the machine's memory.</summary>
internal static class BoundedBody
{
    /// <summary>Most that is read of any API's answer, in bytes.</summary>
    public const int Largest = 64 * 1024 * 1024;

    /// <returns>The body, or null when it is larger than <paramref name="limit"/> bytes.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit) return null;

        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);

        // On .NET Framework a read does not heed the token; closing the stream ends it.
        using var closing = cancellationToken.Register(static s => ((Stream)s!).Dispose(), stream);
        using var body = new MemoryStream((int)Math.Min(announced ?? 0, 64 * 1024));
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limit) return null;
                body.Write(buffer, 0, read);
            }
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is ObjectDisposedException or IOException)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }

        return body.ToArray();
    }
}
