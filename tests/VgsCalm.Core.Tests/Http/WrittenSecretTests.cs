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
    [InlineData("%252573%2533cr%2574-5f0c")]
    [InlineData(@"\\u0073\x33c\u{72}t-5f0c")]
    [InlineData("&amp;#115;3c&#114;t&hyphen;5f0c")]
    [InlineData("s3cr\u200B\u2060\u00ADt-5f0c")]
    [InlineData("s3cr%E2%80%8Bt&shy;-&#8203;5f0c")]
    [InlineData("s3cr\r\n  t-5f0c")]
    [InlineData(@"s3cr\nt-5f0c")]
    [InlineData("ｓ３ｃｒｔ－５ｆ０ｃ")]
    [InlineData("s٣crt-%EF%BC%95f\U0001D7D8c")]
    public void Nor_do_further_escapes_and_unseen_signs_hide_it(string written) =>
        Assert.Equal("<***> and ***", WrittenSecret.Hide($"<{written}> and {written}", "s3crt-5f0c"));

    [Theory]
    [InlineData("code 739", "code ***")]
    [InlineData("%37%33%39", "***")]
    [InlineData(@"\u0037\u0033\u0039", "***")]
    [InlineData("&#55;&#51;&#57;", "***")]
    [InlineData("７３９, ٧٣٩ and 7\u200B3\u200B9", "***, *** and ***")]
    [InlineData("7 3 9", "***")]
    [InlineData("%22739%22", "%22***%22")]
    [InlineData(@"\u0022739\u0022", @"\u0022***\u0022")]
    [InlineData("cvv739 cvcIs739", "cvv*** cvcIs***")]
    [InlineData("1739 7390 x739 status%20739x", "1739 7390 x739 status%20739x")]
    public void A_short_one_is_hidden_where_it_stands_alone(string text, string shown) =>
        Assert.Equal(shown, WrittenSecret.HideAlone(text, "739"));

    [Theory]
    [InlineData("s3%2", "s3+/")]
    [InlineData("s3%2B\\u00", "s3+/")]
    [InlineData("s3+&#4", "s3+/")]
    [InlineData("s3", "s3+/")]
    [InlineData("text", "")]
    public void The_rest_of_the_text_stays(string text, string secret) =>
        Assert.Equal(text, WrittenSecret.Hide(text, secret));
}
