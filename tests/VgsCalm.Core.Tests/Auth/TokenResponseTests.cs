using System.Text;
using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>What the token endpoint may answer, and what is made of it.</summary>
public sealed class TokenResponseTests
{
    private static readonly TimeSpan RequestedAt = TimeSpan.FromMinutes(7);

    [Fact]
    public void The_sample_of_the_VGS_page_is_read_with_its_trailing_comma()
    {
        var token = Read(
            """
            { "access_token":"abc.def", "expires_in":300, "refresh_expires_in":0, "token_type": "bearer",
              "not-before-policy": 1620379100, "scope": "cards:write user_id service-account", }
            """
        );
        Assert.Equal("abc.def", token.Value);
        Assert.Equal(["cards:write", "user_id", "service-account"], token.Scope);
        Assert.Equal(RequestedAt + TimeSpan.FromSeconds(300), token.ExpiresAt);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("Bearer")]
    [InlineData("BEARER")]
    public void The_token_type_is_compared_without_case(string type) =>
        Assert.Equal("abc", Read($$"""{"access_token":"abc","token_type":"{{type}}"}""").Value);

    [Theory]
    [InlineData("300", 300)]
    [InlineData("300.5", 300.5)]
    [InlineData("\"300\"", 300)]
    [InlineData("\" 300 \"", 300)]
    [InlineData("3e2", 300)]
    [InlineData("3.0E+2", 300)]
    [InlineData("\"3e2\"", 300)]
    [InlineData("0.001", 0.001)]
    [InlineData("86400", 86400)]
    [InlineData("0", 60)]
    [InlineData("-300", 60)]
    [InlineData("86401", 60)]
    [InlineData("99999999999999999999", 60)]
    [InlineData("1e400", 60)]
    [InlineData("-1e400", 60)]
    [InlineData("\"NaN\"", 60)]
    [InlineData("\"Infinity\"", 60)]
    [InlineData("\"300 s\"", 60)]
    [InlineData("\"0x10\"", 60)]
    [InlineData("\"\u0663\u0660\u0660\"", 60)]
    [InlineData("\"\uFF13\uFF10\uFF10\"", 60)]
    [InlineData("\"3,000\"", 60)]
    [InlineData("\"\"", 60)]
    [InlineData("null", 60)]
    [InlineData("true", 60)]
    [InlineData("[300]", 60)]
    [InlineData("{}", 60)]
    public void A_lifetime_that_makes_no_sense_counts_as_a_minute(string expiresIn, double seconds) =>
        Assert.Equal(
            RequestedAt + TimeSpan.FromSeconds(seconds),
            Read($$"""{"access_token":"abc","token_type":"bearer","expires_in":{{expiresIn}}}""").ExpiresAt
        );

    [Fact]
    public void A_missing_lifetime_counts_as_a_minute() =>
        Assert.Equal(
            RequestedAt + TimeSpan.FromSeconds(60),
            Read("""{"access_token":"abc","token_type":"bearer"}""").ExpiresAt
        );

    [Fact]
    public void A_missing_scope_means_the_one_that_was_asked_for() =>
        Assert.Equal(
            ["cards:read", "cards:write"],
            Read("""{"access_token":"abc","token_type":"bearer"}""", "cards:read", "cards:write").Scope
        );

    [Fact]
    public void The_scope_that_was_granted_counts_before_the_one_asked_for() =>
        Assert.Equal(
            ["cards:read"],
            Read("""{"access_token":"abc","token_type":"bearer","scope":"cards:read"}""", "cards:write").Scope
        );

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""["access_token","abc"]""")]
    [InlineData("\"abc\"")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("access_token=abc&token_type=bearer&expires_in=300")]
    [InlineData("access_token=abc")]
    [InlineData("""{"access_token":"abc","token_type":"bearer","expires_in":0x10}""")]
    [InlineData("""{"access_token":"abc","token_type":"bearer","expires_in":NaN}""")]
    [InlineData("""{"access_token":"abc","token_type":"bearer"}}""")]
    [InlineData("""{"token_type":"bearer"}""")]
    [InlineData("""{"access_token":"","token_type":"bearer"}""")]
    [InlineData("""{"access_token":null,"token_type":"bearer"}""")]
    [InlineData("""{"access_token":42,"token_type":"bearer"}""")]
    [InlineData("""{"access_token":"abc","token_type":"mac"}""")]
    [InlineData("""{"access_token":"abc","token_type":"DPoP"}""")]
    [InlineData("""{"access_token":"abc\nX-Injected: 1","token_type":"bearer"}""")]
    [InlineData("""{"access_token":"abc\u0000","token_type":"bearer"}""")]
    [InlineData("""{"access_token":"abc def","token_type":"bearer"}""")]
    [InlineData("""{"access_token":"abć","token_type":"bearer"}""")]
    [InlineData("""{"access_token":"\ud800","token_type":"bearer"}""")]
    [InlineData("""{"\ud800\ud800\ud800\ud800":"abc"}""")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""")]
    public void An_answer_without_a_bearer_token_is_refused(string body)
    {
        var error = Assert.Throws<VgsApiException>(() => Read(body));
        Assert.Equal(VgsErrorId.TokenResponseInvalid, error.Id);
        Assert.DoesNotContain("abc", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] body = [.. """{"access_token":"a"""u8, 0xff, 0xfe, .. "\"}"u8];
        Assert.Equal(
            VgsErrorId.TokenResponseInvalid,
            Assert.Throws<VgsApiException>(() => TokenResponse.Read(body, "here", [], RequestedAt, default)).Id
        );
    }

    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"Bad secret"}""", "invalid_client", "Bad secret")]
    [InlineData("""{"error":"invalid_client"}""", "invalid_client", null)]
    [InlineData("""{"error":{"code":1}}""", null, null)]
    [InlineData("<html/>", null, null)]
    [InlineData("", null, null)]
    [InlineData("""{"\ud800\ud800":"abc"}""", null, null)]
    public void An_error_is_read_where_there_is_one(string body, string? code, string? description) =>
        Assert.Equal((code, description), TokenResponse.ReadError(Encoding.UTF8.GetBytes(body)));

    private static AccessToken Read(string body, params string[] requested) =>
        TokenResponse.Read(
            Encoding.UTF8.GetBytes(body),
            "https://auth.example/token",
            requested,
            RequestedAt,
            DateTimeOffset.UnixEpoch
        );
}
