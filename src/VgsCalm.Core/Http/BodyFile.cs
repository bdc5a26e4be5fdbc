using VgsCalm.Http.Exchange;

namespace VgsCalm.Http;

/// <summary>A body on its way to a file: it arrives beside the file and takes its place only when it is whole.</summary>
internal sealed class BodyFile : IDisposable
{
    private readonly string _path;
    private readonly string _beside;

    public BodyFile(string path)
    {
        _path = path;
        _beside = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".tmp";
    }

    /// <summary>Sends a request whose answer goes to a file, or is read into memory where there is none.</summary>
    public static async Task<ApiResponse> SendAsync(
        ApiTransport transport,
        ApiRequest request,
        string? file,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (file is null)
        {
            return await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        }

        using var saving = new BodyFile(file);
        var answer = await transport
            .SendAsync(request, observer, cancellationToken, saving.FillAsync)
            .ConfigureAwait(false);
        saving.Keep(answer.IsSuccess ? null : answer.Body);
        return answer;
    }

    /// <summary>Takes the body; a further try begins anew.</summary>
    public async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        using var file = Created();
        await CopyAsync(body, file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Copies, and tells a file that cannot be written (a full disk) from a body that does not come: only the latter is
    /// worth another try.
    /// </summary>
    /// <exception cref="VgsApiException">RequestInvalid: the file cannot be written.</exception>
    internal async Task CopyAsync(Stream body, Stream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            try
            {
                await file.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException error)
            {
                throw NotWritable(error);
            }
        }
    }

    /// <summary>Puts the body in place.</summary>
    /// <param name="instead">A body that was read into memory in place of the file's, such as that of an error.</param>
    public void Keep(byte[]? instead)
    {
        try
        {
            if (instead is not null)
            {
                File.WriteAllBytes(_beside, instead);
            }

            if (File.Exists(_path))
            {
                File.Replace(_beside, _path, destinationBackupFileName: null);
            }
            else if (File.Exists(_beside))
            {
                File.Move(_beside, _path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    public void Dispose() => File.Delete(_beside);

    // Without a buffer of its own, so that a write fails where it is made, and not when the file is closed.
    private FileStream Created()
    {
        try
        {
            return new FileStream(
                _beside,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                useAsync: true
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    private VgsApiException NotWritable(Exception error) =>
        new(
            VgsErrorId.RequestInvalid,
            $"The file '{_path}' cannot be written: {error.Message.TrimEnd('.')}. The service had answered.",
            _path,
            error
        )
        {
            RecommendedAction = "Make room or choose another -OutFile; the request itself has been carried out.",
        };
}
