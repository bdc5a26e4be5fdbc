using VgsCalm.Auth;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>Makes the HTTP message of one try: the request's own headers and body, and the session's token.</summary>
internal static class RequestMessage
{
    // Credentials and address are the session's, and how a message is framed is the client's: a wrong length looks like a lost answer.
    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization",
        "Proxy-Authorization",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "Trailer",
    };

    /// <exception cref="VgsApiException">RequestInvalid: a header cannot be sent, or is the session's own.</exception>
    public static HttpRequestMessage Create(ApiRequest request, Uri address, AccessToken token)
    {
        var message = new HttpRequestMessage(request.Method, address);
        try
        {
            // As text: parsed values are written out anew for each request, the long token among them.
            message.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
            message.Headers.TryAddWithoutValidation("Accept", MediaTypes.AcceptFor(request.Api));
            message.Content = CreateContent(request);
            foreach (var header in request.Headers ?? [])
            {
                AddHeader(message, header, request.ContentType is not null);
            }

            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    // GET without a body has no content; every other method has one, if an empty one, so that it knows whether it left.
    // DELETE too: .NET sends a request without content again, unasked, when its connection closes, and the second one finds nothing.
    private static OnceContent? CreateContent(ApiRequest request) =>
        request.Body is { } body ? new OnceContent(body, request.ContentType ?? MediaTypes.BodyFor(request.Api))
        : request.Method == HttpMethod.Get || request.Method == HttpMethod.Head ? null
        : new OnceContent([], contentType: null);

    private static void AddHeader(HttpRequestMessage message, KeyValuePair<string, string> header, bool hasContentType)
    {
        if (ReservedHeaders.Contains(header.Key))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The {header.Key} header is the session's own; nothing was sent.",
                header.Key
            )
            {
                RecommendedAction = "Leave it out; other credentials and addresses are given with Connect-VgsCalm.",
            };
        }

        if (!TryAdd(message, header, hasContentType))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The header '{Redactor.MaskCardNumbers(new string([.. header.Key.Where(c => c > ' ')]))}' cannot be "
                    + $"sent: its name or value has characters that are not allowed; nothing was sent.",
                Redactor.MaskCardNumbers(header.Key)
            )
            {
                RecommendedAction = "Correct or leave out the header.",
            };
        }
    }

    private static bool TryAdd(HttpRequestMessage message, KeyValuePair<string, string> header, bool hasContentType)
    {
        // RFC 9110 §5.5: what is beyond ASCII has no meaning that both sides agree on.
        if (header.Value.Any(c => c is (< ' ' and not '\t') or > '~'))
        {
            return false;
        }

        if (header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            // It describes a body: without one there is nothing to describe, and -ContentType goes first.
            if (message.Content is null || hasContentType)
            {
                return true;
            }

            message.Content.Headers.ContentType = null;
            return message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (header.Key.Equals("Accept", StringComparison.OrdinalIgnoreCase))
        {
            message.Headers.Accept.Clear();
        }

        return message.Headers.TryAddWithoutValidation(header.Key, header.Value)
            || (message.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value) ?? false);
    }
}
