using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Headers that a caller adds.</summary>
public sealed class RequestHeaderTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task A_header_is_sent_as_it_is() =>
        Assert.Equal("MC123", (await Send("Calm-Merchant", "MC123")).Headers["Calm-Merchant"]);

    [Fact]
    public async Task A_header_takes_the_place_of_our_own() =>
        Assert.Equal("text/csv", (await Send("Accept", "text/csv")).Headers["Accept"]);

    [Theory]
    [InlineData("Authorization")]
    [InlineData("AUTHORIZATION")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Host")]
    [InlineData("host")]
    [InlineData("Content-Length")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Connection")]
    [InlineData("Expect")]
    [InlineData("Upgrade")]
    [InlineData("Trailer")]
    public async Task Credentials_address_and_framing_are_the_sessions_own(string name) =>
        Assert.Contains("session's own", await Refused(name, "Bearer other"), StringComparison.Ordinal);

    [Theory]
    [InlineData("X-Note", "a\r\nX-Injected: 1")]
    [InlineData("X-Note", "a\nX-Injected: 1")]
    [InlineData("X-Note", "a\rb")]
    [InlineData("X-Note", "a\0b")]
    [InlineData("X-Note", "a\u007fb")]
    [InlineData("X-Note\r\nX-Injected", "1")]
    [InlineData("X Note", "1")]
    [InlineData("X:Note", "1")]
    [InlineData("", "1")]
    [InlineData("Authorization ", "Bearer other")]
    [InlineData(" Host", "evil.example")]
    [InlineData("host ", "evil.example")]
    [InlineData("\tHost", "evil.example")]
    [InlineData("Host\u00A0", "evil.example")]
    [InlineData("Host:", "evil.example")]
    [InlineData("H\u043Est", "evil.example")]
    [InlineData("\u200BHost", "evil.example")]
    [InlineData(":authority", "evil.example")]
    [InlineData(":path", "/other")]
    [InlineData(" Expect", "100-continue")]
    [InlineData("Content-Length ", "0")]
    [InlineData("Transfer-Encoding\0", "chunked")]
    [InlineData("X-N\u00F6te", "1")]
    [InlineData("X-Note", "\u00FC")]
    [InlineData("X-Note", "a\u2028b")]
    public async Task A_header_that_breaks_out_of_its_line_is_refused(string name, string value) =>
        await Refused(name, value);

    [Fact]
    public async Task A_refused_header_that_looks_like_a_card_number_is_masked() =>
        Assert.DoesNotContain(Secrets.CardNumber, await Refused(Secrets.CardNumber, "a\nb"), StringComparison.Ordinal);

    public void Dispose() => _rig.Dispose();

    private static ApiRequest With(string name, string value) =>
        new(HttpMethod.Post, VgsApi.Calm, "/cards") { Body = "{}"u8.ToArray(), Headers = [new(name, value)] };

    private async Task<SentRequest> Send(string name, string value)
    {
        _rig.Service.Answer(200);
        await _rig.Send(With(name, value));
        return Assert.Single(_rig.Service.Sent);
    }

    private async Task<string> Refused(string name, string value)
    {
        var error = await _rig.Fail(With(name, value));
        Assert.Equal(VgsErrorId.RequestInvalid, error.Id);
        Assert.Empty(_rig.Service.Sent);
        return error.Message;
    }
}
