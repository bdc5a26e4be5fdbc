using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace VgsCalm.Http.Proxy;

/// <summary>
/// Gives a proxy its credentials with every plain http request (which only addresses of the loopback have, as in a rehearsal):
/// a body is sent once, and could not be repeated when the proxy asks for them. An https request is left alone, since there
/// HttpClient itself answers the proxy before any of the request leaves, and a header would reach the API.
/// </summary>
internal sealed class PlainProxyCredentials(NetworkCredential credentials, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    // RFC 7617 §2
    private readonly string _basic = Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Password}")
    );

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.RequestUri?.Scheme == Uri.UriSchemeHttp)
        {
            request.Headers.ProxyAuthorization = new AuthenticationHeaderValue("Basic", _basic);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
