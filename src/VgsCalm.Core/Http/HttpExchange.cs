using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>How one try ended when it brought no answer.</summary>
internal enum ExchangeFailure
{
    /// <summary>The connection could not be made, or broke.</summary>
    Connection,

    /// <summary>No answer within the time limit.</summary>
    Timeout,

    /// <summary>The server's certificate, or TLS itself, failed. Nothing was sent.</summary>
    Certificate,

    /// <summary>The proxy wants other credentials. Nothing was sent.</summary>
    ProxyAuthentication,

    /// <summary>The answer is larger than what is read.</summary>
    TooLarge,
}

/// <summary>One try that brought no answer: why, and whether the service can have acted.</summary>
internal sealed class ExchangeFailedException : Exception
{
    // Some answers that cannot be read .NET quotes byte by byte, as 48-54-54-50.
    private static readonly Regex Bytes = new("(?:[0-9A-F]{2}-){7,}[0-9A-F]{2}", RegexOptions.CultureInvariant);

    /// <param name="failure">How it ended.</param>
    /// <param name="mayHaveActed">Whether the service can have acted.</param>
    /// <param name="cause">What the HTTP client says; it quotes an answer that it cannot read.</param>
    /// <param name="hide">Takes out of a text what the request carried. A cause that has any of it is left out.</param>
    public ExchangeFailedException(
        ExchangeFailure failure,
        bool mayHaveActed,
        Exception? cause,
        Func<string, string> hide
    )
        : base(
            cause is null ? failure.ToString() : Shown(cause.GetBaseException().Message, hide),
            IsHarmless(cause, hide) ? cause : null
        )
    {
        Failure = failure;
        MayHaveActed = mayHaveActed;
    }

    public ExchangeFailure Failure { get; }

    /// <summary>The cause in the system's words, as a part of a sentence: they end in a full stop or not, as the layer likes.</summary>
    public string Said => Message.TrimEnd('.', ' ');

    public bool MayHaveActed { get; }

    private static string Shown(string message, Func<string, string> hide) =>
        hide(Bytes.Replace(message, Redactor.Hidden));

    private static bool IsHarmless(Exception? cause, Func<string, string> hide)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (Shown(cause.Message, hide) != cause.Message)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Sends one request once and reads its answer whole, within one time limit.</summary>
internal static class HttpExchange
{
    public static async Task<(ApiResponse Answer, TimeSpan? RetryAfter)> SendAsync(
        HttpClient http,
        HttpRequestMessage request,
        OnceContent? content,
        TimeSpan timeout,
        int limit,
        Clock clock,
        Func<Stream, CancellationToken, Task>? saveBody,
        Func<string, string> hide,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout > TimeSpan.Zero)
        {
            deadline.CancelAfter(timeout);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);

            // Of a plain http request; for https it is the tunnel that fails, below.
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                throw new ExchangeFailedException(
                    ExchangeFailure.ProxyAuthentication,
                    mayHaveActed: false,
                    cause: null,
                    hide
                );
            }

            byte[] body = [];
            if (saveBody is not null && response.IsSuccessStatusCode)
            {
                using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                await saveBody(stream, deadline.Token).ConfigureAwait(false);
            }
            else if (response.Content is not null && request.Method != HttpMethod.Head)
            {
                body =
                    await BoundedBody.ReadAsync(response.Content, limit, deadline.Token).ConfigureAwait(false)
                    ?? throw new ExchangeFailedException(
                        ExchangeFailure.TooLarge,
                        mayHaveActed: true,
                        cause: null,
                        hide
                    );
            }

            var (headers, contentHeaders) = (response.Headers, response.Content?.Headers);
            return (
                new ApiResponse((int)response.StatusCode, () => Named(headers, contentHeaders), body, hide),
                RetryAfter.Read(response, clock)
            );
        }
        catch (ExchangeFailedException)
        {
            throw;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && IsOfTransport(error))
        {
            throw Failed(error, content, deadline.IsCancellationRequested, hide);
        }
        catch (Exception error)
            when (cancellationToken.IsCancellationRequested && error is not OperationCanceledException)
        {
            // Cancelling tears the connection down, and some layer may report that instead.
            throw new OperationCanceledException("The request was cancelled.", error, cancellationToken);
        }
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
        Func<string, string> hide
    )
    {
        if (Chain(error).Any(e => e is AuthenticationException))
        {
            return new ExchangeFailedException(ExchangeFailure.Certificate, mayHaveActed: false, error, hide);
        }

        if (Chain(error).Any(IsRefusalOfProxy))
        {
            return new ExchangeFailedException(ExchangeFailure.ProxyAuthentication, mayHaveActed: false, error, hide);
        }

        // Without a body of its own a request is GET, HEAD or DELETE, for which it makes no difference.
        var mayHaveActed = content is null || content.Started;
        return new ExchangeFailedException(
            deadlinePassed ? ExchangeFailure.Timeout : ExchangeFailure.Connection,
            mayHaveActed,
            error,
            hide
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

    private static Dictionary<string, string[]> Named(params HttpHeaders?[] several)
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
