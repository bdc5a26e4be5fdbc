using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>The token request's body, read back by ASP.NET Core's form reader.</summary>
public sealed class TokenFormTests
{
    [Theory]
    [InlineData("ACtTmnC6V-calm-5S6x8", "0b5d5e0a-8a07-4bd4-a1b5-2d3f3a0a9c11")]
    [InlineData("id", "+ & % = ;?#/\\\"'")]
    [InlineData("id&client_secret=x", "%2B%26")]
    [InlineData("id", " leading and trailing ")]
    [InlineData("id", "pässwörd€漢字")]
    [InlineData("id", "\U0001F512\U0001F511")]
    [InlineData("id", "line\r\nbreak\ttab")]
    [InlineData("id", "-._~!*()")]
    public void Id_and_secret_arrive_as_they_are(string id, string secret)
    {
        var form = Decode(Write(id, secret));
        Assert.Equal(["client_id", "client_secret", "grant_type"], form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(id, form["client_id"]);
        Assert.Equal(secret, form["client_secret"]);
        Assert.Equal("client_credentials", form["grant_type"]);
    }

    [Fact]
    public void Nothing_but_letters_digits_and_encodings_is_written() =>
        Assert.Matches("^[A-Za-z0-9._~%=&-]+$", Write("í d", "+ü😀"));

    [Fact]
    public void Scopes_are_joined_by_spaces() =>
        Assert.Equal("cards:read cards:write", Decode(Write("id", "secret", "cards:read", "cards:write"))["scope"]);

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("", " ")]
    public void An_empty_scope_is_left_out(params string[] scope) =>
        Assert.DoesNotContain("scope", Write("id", "secret", scope), StringComparison.Ordinal);

    [Fact]
    public void A_long_secret_is_written_whole()
    {
        var secret = new string('€', 20_000);
        Assert.Equal(secret, Decode(Write("id", secret))["client_secret"]);
    }

    private static string Write(string id, string secret, params string[] scope)
    {
        using var credentials = new ClientCredentials(id, Secrets.Protect(secret));
        return Encoding.ASCII.GetString(TokenForm.Write(credentials, scope));
    }

    private static Dictionary<string, string> Decode(string body)
    {
        using var reader = new FormReader(body) { ValueLengthLimit = int.MaxValue };
        return reader.ReadForm().ToDictionary(f => f.Key, f => f.Value.Single()!, StringComparer.Ordinal);
    }
}
