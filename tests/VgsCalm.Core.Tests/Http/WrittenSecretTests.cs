using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A secret in what a server repeats, however the server writes it.</summary>
public sealed class WrittenSecretTests
{
    private const string Secret = "s3 +/%&=\"'<é>\\x";

    [Theory]
    [InlineData("s3 +/%&=\"'<é>\\x")]
    [InlineData("s3%20%2B%2F%25%26%3D%22%27%3C%C3%A9%3E%5Cx")]
    [InlineData("s3+%2b%2f%25%26%3d%22%27%3c%c3%a9%3e%5cx")]
    [InlineData("%73%33%20%2B%2F%25%26%3D%22%27%3C%C3%A9%3E%5C%78")]
    [InlineData(@"s3 +\/%\u0026=\""\u0027\u003c\u00e9\u003E\\x")]
    [InlineData("s3 +/%&amp;=&quot;&#39;&lt;&#233;&gt;&#92;x")]
    [InlineData("s3&#32;&#x2B;&#x2f;%&amp;=&#034;&apos;&lt;&#xE9;&#62;&#x5c;x")]
    public void It_is_hidden_whole(string written) =>
        Assert.Equal("<***> and ***", WrittenSecret.Hide($"<{written}> and {written}", Secret));

    [Theory]
    [InlineData("a%25", "a%25")]
    [InlineData("a&amp;", "a&amp;")]
    public void A_secret_that_looks_like_an_escape_is_found(string written, string secret) =>
        Assert.Equal("***", WrittenSecret.Hide(written, secret));

    [Theory]
    [InlineData("s3%2", "s3+/")]
    [InlineData("s3%2B\\u00", "s3+/")]
    [InlineData("s3+&#4", "s3+/")]
    [InlineData("s3", "s3+/")]
    [InlineData("text", "")]
    public void The_rest_of_the_text_stays(string text, string secret) =>
        Assert.Equal(text, WrittenSecret.Hide(text, secret));
}
