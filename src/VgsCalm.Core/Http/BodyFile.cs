using VgsCalm.Files;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>A body on its way to a file. What cannot be written is an error of the file, never one of the connection.</summary>
internal sealed class BodyFile : IDisposable
{
    private readonly OutputFile _file;

    public BodyFile(OutputFile file) => _file = file;

    /// <summary>Sends a request whose answer goes to a file, or is read into memory where there is none.</summary>
    public static Task<ApiResponse> SendAsync(
        ApiTransport transport,
        ApiRequest request,
        OutputFile? file,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        file is null
            ? transport.SendAsync(request, observer, cancellationToken)
            : SaveAsync(transport, request, file, observer, cancellationToken);

    private static async Task<ApiResponse> SaveAsync(
        ApiTransport transport,
        ApiRequest request,
        OutputFile file,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var saving = new BodyFile(file);

        // What a request made is told in its answer alone: that one is read first, and outlives a file that takes nothing.
        var isRead = RetryRules.IsRead(request.Method);
        var answer = await transport
            .SendAsync(request, observer, cancellationToken, isRead ? saving.FillAsync : null)
            .ConfigureAwait(false);
        try
        {
            if (HasContent(request, answer))
            {
                saving.Keep(isRead && answer.IsSuccess ? null : answer.Body);
            }
        }
        catch (VgsApiException notWritten) when (!isRead)
        {
            throw Unsaved(request, answer, notWritten);
        }

        return answer;
    }

    // The ids in it are the only handle on what was made. The secrets were meant for the file.
    private static VgsApiException Unsaved(ApiRequest request, ApiResponse answer, VgsApiException notWritten) =>
        new(notWritten.Id, notWritten.Message, request.Target, notWritten.InnerException)
        {
            StatusCode = answer.StatusCode,
            AnswerHeaders = answer.Headers,
            MayHaveActed = true,
            RecommendedAction =
                $"Do not send it again before you know what it did: {request.Description} was answered with status {answer.StatusCode}. "
                + $"The answer, without secrets: {BodyRedactor.Body(answer.Body, answer.ContentType, text => answer.Redact(text))}",
        };

    // What is not there by the answer's kind (RFC 9110 §9.3.2, §15.4.5) says nothing of what the file has: an answer to If-None-Match
    // means that it is good as it is.
    private static bool HasContent(ApiRequest request, ApiResponse answer) =>
        request.Method != HttpMethod.Head && answer.StatusCode != 304;

    /// <summary>Opens the file of an answer before the request is sent.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="target">What an error names.</param>
    /// <exception cref="VgsApiException">RequestInvalid: the file cannot be written.</exception>
    public static OutputFile Open(string path, string? target)
    {
        try
        {
            var file = new OutputFile(path);
            file.Prove();
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The file '{path}' cannot be written: {error.Message.TrimEnd('.')}. Nothing was sent.",
                target,
                error
            )
            {
                RecommendedAction = "Choose another -OutFile, or make this one writable.",
            };
        }
    }

    /// <summary>Takes the body; a further try begins anew.</summary>
    public async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = _file.Begin();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }

        await CopyAsync(body, content, cancellationToken).ConfigureAwait(false);
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
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
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
                _file.Begin().Write(instead, 0, instead.Length);
            }

            _file.Complete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    public void Dispose() => _file.Dispose();

    private VgsApiException NotWritable(Exception error) =>
        new(
            VgsErrorId.RequestInvalid,
            $"The file '{_file.Path}' cannot be written: {error.Message.TrimEnd('.')}. The service had answered.",
            _file.Path,
            error
        )
        {
            RecommendedAction = "Make room or choose another -OutFile; the request itself has been carried out.",
        };
}
