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
    /// <exception cref="CancelledInFlightException">The request had left when it was cancelled, and that is to be told.</exception>
    public Task<ApiResponse> SendAsync(
        HttpRequestMessage request,
        ExchangeOptions options,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        observer.Verbose is { } verbose
            ? SendTracedAsync(request, options, verbose, cancellationToken)
            : SendUntracedAsync(request, options, cancellationToken);

    private async Task<ApiResponse> SendTracedAsync(
        HttpRequestMessage request,
        ExchangeOptions options,
        Action<string> verbose,
        CancellationToken cancellationToken
    )
    {
        var started = _clock.Elapsed;
        try
        {
            var answer = await SendUntracedAsync(request, options, cancellationToken).ConfigureAwait(false);
            var status = answer.StatusCode.ToString(CultureInfo.InvariantCulture);
            verbose(Line(status, answer.Body.Length, answer.TraceId));
            return answer;
        }
        catch (ExchangeFailedException failed)
        {
            verbose(Line($"no answer ({failed.Failure})", bytes: 0, traceId: null));
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

    // Each asynchronous method between the caller and the client costs every card some hundred bytes: there is one for sending, and one
    // for reading.
    private async Task<ApiResponse> SendUntracedAsync(
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
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);

            // A proxy's answer to a plain http request; for https the tunnel fails, and the exception says so.
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                throw Unanswered(ExchangeFailure.ProxyAuthentication, mayHaveActed: false, options);
            }

            var body =
                await ReadBodyAsync(request, response, options, deadline.Token).ConfigureAwait(false)
                ?? throw Unanswered(ExchangeFailure.TooLarge, mayHaveActed: true, options);
            return new ApiResponse((int)response.StatusCode, body, options.Redact, options.RedactSecrets)
            {
                RawHeaders = (response.Headers, response.Content?.Headers),
                RetryAfter = RetryAfter.Read(response, _clock),
            };
        }
        catch (ExchangeFailedException)
        {
            throw;
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested)
        {
            throw options.TellsInFlight && request.Content is OnceContent { Started: true }
                ? new CancelledInFlightException(Cancelled(error, cancellationToken))
                : Cancelled(error, cancellationToken);
        }
        catch (Exception error) when (IsOfTransport(error))
        {
            throw Failed(error, request.Content as OnceContent, deadline.IsCancellationRequested, options.Redact);
        }
    }

    // Null: larger than the limit.
    private static Task<byte[]?> ReadBodyAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        ExchangeOptions options,
        CancellationToken cancellationToken
    ) =>
        options.SaveBody is { } saveBody && response.IsSuccessStatusCode
            ? SaveBodyAsync(response.Content, saveBody, cancellationToken)
        : response.Content is null || request.Method == HttpMethod.Head ? Task.FromResult<byte[]?>([])
        : BoundedBody.ReadAsync(response.Content, options.MaxBytes, cancellationToken);

    private static async Task<byte[]?> SaveBodyAsync(
        HttpContent content,
        Func<Stream, CancellationToken, Task> saveBody,
        CancellationToken cancellationToken
    )
    {
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        await saveBody(stream, cancellationToken).ConfigureAwait(false);
        return [];
    }

    private static ExchangeFailedException Unanswered(
        ExchangeFailure failure,
        bool mayHaveActed,
        ExchangeOptions options
    ) => new(failure, mayHaveActed, cause: null, options.Redact);

    // Cancelling tears the connection down, and some layer may report that instead.
    private static OperationCanceledException Cancelled(Exception error, CancellationToken cancellationToken) =>
        error as OperationCanceledException
        ?? new OperationCanceledException("The request was cancelled.", error, cancellationToken);

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

        if (Chain(error).Any(e => HasTunnelStatus(e, "'403'")))
        {
            return new ExchangeFailedException(ExchangeFailure.ProxyRefusal, mayHaveActed: false, error, redact);
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
        HasTunnelStatus(error, "'407'")
        || HasTunnelStatus(error, "'401'")
        || error
            is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } };

    private static bool HasTunnelStatus(Exception error, string quoted) =>
        error is HttpRequestException && error.Message.Contains(quoted);

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
