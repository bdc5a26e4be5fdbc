using System.Net;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Core.Tests.Http;

/// <summary>How a refusal by the proxy is told from everything else that can go wrong on the way.</summary>
public sealed class ProxyRefusalTests
{
    private const string Forbidden =
        "The proxy tunnel request to proxy 'http://127.0.0.1:3128/' failed with status code '403'.\"";

    [Theory]
    [InlineData("The proxy tunnel request to proxy 'http://127.0.0.1:8080/' failed with status code '407'.\"")]
    [InlineData("The proxy tunnel request to proxy 'http://127.0.0.1:8080/' failed with status code '401'.\"")]
    public async Task A_tunnel_refused_for_its_credentials_is_an_authentication_failure(string message) =>
        Assert.Equal(
            ExchangeFailure.ProxyAuthentication,
            await FailureOf(() => throw new HttpRequestException(message))
        );

    [Theory]
    [InlineData("Connection refused (127.0.0.1:40701)")]
    [InlineData("The proxy tunnel request to proxy 'http://127.0.0.1:4017/' failed with status code '502'.\"")]
    [InlineData("The proxy tunnel request to proxy 'http://127.0.0.1:407/' failed with status code '503'.\"")]
    public async Task Digits_of_a_port_are_no_status(string message) =>
        Assert.Equal(ExchangeFailure.Connection, await FailureOf(() => throw new HttpRequestException(message)));

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_host_that_the_proxy_does_not_allow_is_said_and_not_tried_again(string method)
    {
        using var rig = new TransportRig();
        rig.Service.RefuseConnection(Forbidden).Answer(202, "{}");

        var error = await rig.Fail(method == "GET" ? TransportRig.Get() : TransportRig.Post());

        Assert.Equal(VgsErrorId.ConnectionFailed, error.Id);
        Assert.Contains("lets nothing through to calm.sandbox.", error.Message, StringComparison.Ordinal);
        Assert.Contains("whoever runs the proxy", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Single(rig.Service.Sent);
    }

    [Fact]
    public async Task An_answer_407_is_the_proxys_and_not_the_apis() =>
        Assert.Equal(
            ExchangeFailure.ProxyAuthentication,
            await FailureOf(() => new HttpResponseMessage(HttpStatusCode.ProxyAuthenticationRequired))
        );

    [Theory]
    [InlineData("http://127.0.0.1:5000/cards", "Basic dXNlcjpww6Rzczp3w7ZyZA==")]
    [InlineData("https://calm.example/cards", null)]
    public async Task Only_plain_http_requests_carry_the_proxys_credentials_themselves(string address, string? header)
    {
        string? sent = null;
        using var recorder = new Answering(request =>
        {
            sent = request.Headers.ProxyAuthorization?.ToString();
            return new HttpResponseMessage();
        });
        using var http = new HttpClient(
            new PlainProxyCredentials(new NetworkCredential("user", "päss:wörd"), recorder)
        );

        using var answer = await http.GetAsync(new Uri(address));

        Assert.Equal(header, sent);
    }

    private static async Task<ExchangeFailure> FailureOf(Func<HttpResponseMessage> answer)
    {
        using var handler = new Answering(_ => answer());
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://calm.example/cards");
        request.Content = new OnceContent([1], contentType: null);

        var failed = await Assert.ThrowsAsync<ExchangeFailedException>(() =>
            new HttpExchange(http, Clock.System).SendAsync(
                request,
                new ExchangeOptions(text => text),
                new RequestObserver(),
                CancellationToken.None
            )
        );

        Assert.False(failed.MayHaveActed);
        return failed.Failure;
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
