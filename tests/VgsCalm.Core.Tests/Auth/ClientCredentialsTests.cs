using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>Ids and secrets as files and variables bring them.</summary>
public sealed class ClientCredentialsTests
{
    [Theory]
    [InlineData("s3cr3t-5f0c\n")]
    [InlineData("s3cr3t-5f0c\r\n")]
    [InlineData("\r\ns3cr3t-5f0c")]
    [InlineData("\uFEFFs3cr3t-5f0c")]
    [InlineData("s3cr3t-5f0c\0")]
    [InlineData("s3cr3t-5f0c\u0085")]
    [InlineData("s3cr3t-5f0c\u2028")]
    [InlineData("\u2029s3cr3t-5f0c")]
    [InlineData("s3cr3t-5f0c\u200B")]
    [InlineData("\u202As3cr3t-5f0c")]
    [InlineData("s3cr3t-5f0c\u2060")]
    public void A_secret_with_a_line_end_is_refused_with_a_hint(string secret)
    {
        using var given = SecretText.ToSecureString(secret);
        var error = Assert.Throws<VgsConfigException>(() => new ClientCredentials("ACx", given));
        Assert.Equal("ClientSecret", error.Field);
        Assert.Contains("line end", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cr3t 5f0c ")]
    [InlineData("sécrèt-\ud83d\udd11")]
    [InlineData("\"quoted\"")]
    [InlineData("line\r\nbreak")]
    public void Any_other_secret_is_taken_as_it_is(string secret)
    {
        using var given = SecretText.ToSecureString(secret);
        using var credentials = new ClientCredentials("ACx", given);
        var lent = "";
        credentials.Lend(characters => lent = new string(characters));
        Assert.Equal(secret, lent);
    }

    [Fact]
    public void An_id_with_a_line_end_is_refused_too()
    {
        using var given = SecretText.ToSecureString("secret");
        Assert.Equal("ClientId", Assert.Throws<VgsConfigException>(() => new ClientCredentials("ACx\n", given)).Field);
    }
}
