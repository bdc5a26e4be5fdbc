using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http.Exchange;

/// <summary>Sends one request once, reads its answer whole within one time limit, and writes one line of -Verbose.</summary>
internal sealed class HttpExchange
{
    private readonly HttpClient _http;
    private readonly Clock _clock;

    public HttpExchange(HttpClient http, Clock clock)
    {
        _http = http;
        _clock = clock;
    }

    /// <exception cref="ExchangeFailedException">There was no answer.</exception>
    public async Task<ApiResponse> SendAsync(
        HttpRequestMessage request,
        ExchangeOptions options,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var started = _clock.Elapsed;
        try
        {
            var answer = await SendUnobservedAsync(request, options, cancellationToken).ConfigureAwait(false);
            if (observer.Verbose is { } verbose)
            {
                var status = answer.StatusCode.ToString(CultureInfo.InvariantCulture);
                verbose(Line(status, answer.Body.Length, answer.TraceId));
            }

            return answer;
        }
        catch (ExchangeFailedException failed)
        {
            observer.Verbose?.Invoke(Line($"no answer ({failed.Failure})", bytes: 0, traceId: null));
            throw;
        }

        string Line(string outcome, int bytes, string? traceId) =>
            RequestTrace.Line(
                request.Method,
                request.RequestUri!,
                outcome,
                _clock.Elapsed - started,
                bytes,
                options.Attempt,
                traceId
            );
    }

    private async Task<ApiResponse> SendUnobservedAsync(
        HttpRequestMessage request,
        ExchangeOptions options,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout > TimeSpan.Zero)
        {
            deadline.CancelAfter(options.Timeout);
        }

        try
        {
            return await ReceiveAsync(request, options, deadline.Token).ConfigureAwait(false);
        }
        catch (ExchangeFailedException)
        {
            throw;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && IsOfTransport(error))
        {
            throw Failed(error, request.Content as OnceContent, deadline.IsCancellationRequested, options.Redact);
        }
        catch (Exception error)
            when (cancellationToken.IsCancellationRequested && error is not OperationCanceledException)
        {
            // Cancelling tears the connection down, and some layer may report that instead.
            throw new OperationCanceledException("The request was cancelled.", error, cancellationToken);
        }
    }

    private async Task<ApiResponse> ReceiveAsync(
        HttpRequestMessage request,
        ExchangeOptions options,
        CancellationToken cancellationToken
    )
    {
        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);

        // A proxy's answer to a plain http request; for https the tunnel fails, and the exception says so.
        if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
        {
            throw new ExchangeFailedException(
                ExchangeFailure.ProxyAuthentication,
                mayHaveActed: false,
                cause: null,
                options.Redact
            );
        }

        byte[] body = [];
        if (options.SaveBody is { } saveBody && response.IsSuccessStatusCode)
        {
            using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await saveBody(stream, cancellationToken).ConfigureAwait(false);
        }
        else if (response.Content is not null && request.Method != HttpMethod.Head)
        {
            body =
                await BoundedBody.ReadAsync(response.Content, options.MaxBytes, cancellationToken).ConfigureAwait(false)
                ?? throw new ExchangeFailedException(
                    ExchangeFailure.TooLarge,
                    mayHaveActed: true,
                    cause: null,
                    options.Redact
                );
        }

        var (headers, contentHeaders) = (response.Headers, response.Content?.Headers);
        return new ApiResponse(
            (int)response.StatusCode,
            () => ToDictionary(headers, contentHeaders),
            body,
            options.Redact,
            options.RedactSecrets
        )
        {
            RetryAfter = RetryAfter.Read(response, _clock),
        };
    }

    // InvalidDataException: a compressed body that is damaged, which is lost like one that is cut off.
    private static bool IsOfTransport(Exception error) =>
        error
            is HttpRequestException
                or SocketException
                or IOException
                or InvalidDataException
                or ObjectDisposedException
                or OperationCanceledException;

    private static ExchangeFailedException Failed(
        Exception error,
        OnceContent? content,
        bool deadlinePassed,
        Func<string, string> redact
    )
    {
        if (Chain(error).Any(e => e is AuthenticationException))
        {
            return new ExchangeFailedException(ExchangeFailure.Certificate, mayHaveActed: false, error, redact);
        }

        if (Chain(error).Any(IsRefusalOfProxy))
        {
            return new ExchangeFailedException(ExchangeFailure.ProxyAuthentication, mayHaveActed: false, error, redact);
        }

        // Without a body of its own a request is GET, HEAD or DELETE, for which it makes no difference.
        var mayHaveActed = content is null || content.Started;
        return new ExchangeFailedException(
            deadlinePassed ? ExchangeFailure.Timeout : ExchangeFailure.Connection,
            mayHaveActed,
            error,
            redact
        );
    }

    // .NET says a tunnel's status in the message only, in quotes: bare digits may be those of a port. .NET Framework has the answer.
    // Some proxies, tinyproxy among them, mean 407 and say 401 to wrong credentials; an API cannot, before there is a tunnel.
    private static bool IsRefusalOfProxy(Exception error) =>
        (error is HttpRequestException && (error.Message.Contains("'407'") || error.Message.Contains("'401'")))
        || error
            is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } };

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static Dictionary<string, string[]> ToDictionary(params HttpHeaders?[] several)
    {
        var all = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var headers in several.OfType<HttpHeaders>())
        {
            AddTo(all, headers);
        }

        return all;
    }

    private static void AddTo(Dictionary<string, string[]> all, HttpHeaders headers)
    {
        foreach (var header in headers)
        {
            all[header.Key] = [.. header.Value];
        }
    }
}
