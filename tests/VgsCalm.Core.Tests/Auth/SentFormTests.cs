using System.Net;
using System.Text;
using VgsCalm.Auth;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>The form with the secret lives no longer than its request.</summary>
public sealed class SentFormTests
{
    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task The_bytes_of_the_form_are_wiped_when_the_answer_is_there(HttpStatusCode status)
    {
        using var server = new KeepingHandler(status);
        using var http = new HttpClient(server);
        using var credentials = new ClientCredentials("ACx-calm", Secrets.Protect(Secrets.ClientSecret));
        var address = ServiceAddresses.Create(VgsEnvironment.Sandbox).Token;
        var endpoint = new TokenEndpoint(http, address, credentials, [], TimeSpan.FromMinutes(1), new FakeClock());

        await Record.ExceptionAsync(() => endpoint.RequestAsync(new RequestObserver(), CancellationToken.None)).Soon();

        Assert.Contains("client_secret=s3cr3t", server.Received, StringComparison.Ordinal);
        Assert.All(server.Bytes, b => Assert.Equal(0, b));
    }

    /// <summary>Keeps the very bytes that the request writes.</summary>
    private sealed class KeepingHandler(HttpStatusCode status) : HttpMessageHandler
    {
        public byte[] Bytes { get; private set; } = [];

        public string Received { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            using var wire = new Wire(this);
            await request.Content!.CopyToAsync(wire, cancellationToken);
            return new HttpResponseMessage(status)
            {
                Content = new StringContent("""{"access_token":"t0ken","expires_in":300,"token_type":"bearer"}"""),
            };
        }

        private sealed class Wire(KeepingHandler handler) : MemoryStream
        {
            public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            {
                (handler.Bytes, handler.Received) = (buffer, Encoding.UTF8.GetString(buffer, offset, count));
                return Task.CompletedTask;
            }
        }
    }
}
