using VgsCalm.Http.Addresses;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A token goes to the API's own address and nowhere else.</summary>
public sealed class RequestAddressTests
{
    private static readonly Uri Calm = new("https://calm.sandbox.verygoodsecurity.app");
    private static readonly Uri Shared = new("https://api.example:8443/calm/v1");

    [Theory]
    [InlineData("/cards", "https://calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("cards", "https://calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("", "https://calm.sandbox.verygoodsecurity.app/")]
    [InlineData("/cards/CRD%2F1", "https://calm.sandbox.verygoodsecurity.app/cards/CRD%2F1")]
    [InlineData("/cards/a b", "https://calm.sandbox.verygoodsecurity.app/cards/a%20b")]
    [InlineData("/cards/ü", "https://calm.sandbox.verygoodsecurity.app/cards/%C3%BC")]
    [InlineData("/cards/a%23b", "https://calm.sandbox.verygoodsecurity.app/cards/a%23b")]
    [InlineData("/cards?state=enrolled", "https://calm.sandbox.verygoodsecurity.app/cards?state=enrolled")]
    [InlineData("?state=a:b", "https://calm.sandbox.verygoodsecurity.app/?state=a:b")]
    [InlineData("/cards/a:b", "https://calm.sandbox.verygoodsecurity.app/cards/a:b")]
    [InlineData("/cards/..a", "https://calm.sandbox.verygoodsecurity.app/cards/..a")]
    [InlineData(
        "/callback?to=https://evil.example/..//",
        "https://calm.sandbox.verygoodsecurity.app/callback?to=https://evil.example/..//"
    )]
    [InlineData("https://calm.sandbox.verygoodsecurity.app/cards", "https://calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData(
        "HTTPS://CALM.sandbox.verygoodsecurity.app:443/cards",
        "https://calm.sandbox.verygoodsecurity.app/cards"
    )]
    public void A_path_of_the_API_is_put_under_its_address(string path, string address) =>
        Assert.Equal(address, RequestAddress.Resolve(Calm, path).AbsoluteUri);

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("//calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("//evil.example/cards")]
    [InlineData("///evil.example/cards")]
    [InlineData("https://evil.example/cards")]
    [InlineData("https:evil.example/cards")]
    [InlineData("http:evil.example")]
    [InlineData("https:///evil.example/cards")]
    [InlineData("https:/cards")]
    [InlineData(" https://evil.example/cards")]
    [InlineData("http://calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("https://calm.sandbox.verygoodsecurity.app:8443/cards")]
    [InlineData("https://calm.sandbox.verygoodsecurity.app.evil.example/cards")]
    [InlineData("https://calm.sandbox.verygoodsecurity.app@evil.example/cards")]
    [InlineData("https://user:secret@calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("https://calm.sandbox.verygoodsecurity.app./cards")]
    [InlineData("https://calm.sandbox.verygoodsecurity.аpp/cards")]
    [InlineData("https://xn--calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("ftp://calm.sandbox.verygoodsecurity.app/cards")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData(":8080/cards")]
    [InlineData("https://")]
    public void A_path_that_leaves_the_host_is_refused(string path) =>
        AssertRefused(Calm, path, VgsErrorId.ForeignHost);

    [Theory]
    [InlineData("@evil.example/cards")]
    [InlineData(".evil.example/cards")]
    [InlineData("/@evil.example/cards")]
    [InlineData("/cards//evil.example")]
    [InlineData("/%2f%2fevil.example/cards")]
    public void A_path_that_only_looks_foreign_stays_on_the_host(string path) =>
        Assert.Equal(Calm.Host, RequestAddress.Resolve(Calm, path).Host);

    [Theory]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example\\cards")]
    [InlineData("/cards\r\nX-Injected: 1")]
    [InlineData("/cards\nHost: evil.example")]
    [InlineData("/cards\0")]
    [InlineData("\thttps://evil.example")]
    [InlineData("/cards\u007f")]
    [InlineData("/cards#fragment")]
    [InlineData("#")]
    public void A_path_with_characters_that_do_not_belong_there_is_refused(string path) =>
        AssertRefused(Calm, path, VgsErrorId.RequestInvalid);

    [Theory]
    [InlineData("/../admin")]
    [InlineData("/../../admin")]
    [InlineData("/cards/../../../admin")]
    [InlineData("/%2e%2e/%2E%2E/admin")]
    [InlineData("/.%2e/%2e./admin")]
    [InlineData("/../v10/cards")]
    [InlineData("/..")]
    [InlineData("https://api.example:8443/admin")]
    [InlineData("https://api.example:8443/calm/v10/cards")]
    [InlineData("https://api.example:8443/calm/v1/../admin")]
    [InlineData("https://api.example:8443/")]
    public void A_path_that_climbs_out_of_the_APIs_own_is_refused(string path) =>
        AssertRefused(Shared, path, VgsErrorId.ForeignHost);

    [Theory]
    [InlineData("/cards/..")]
    [InlineData("/cards/.")]
    [InlineData("/cards/./CRD1")]
    [InlineData("/cards/../merchants")]
    [InlineData("/cards/%2e%2e/merchants")]
    [InlineData("/cards/..%2fmerchants")]
    [InlineData("/cards/..%2F..%2F..%2Fadmin")]
    [InlineData("/cards/..%5Cmerchants")]
    [InlineData("/cards/..;/merchants")]
    [InlineData("/cards/..;jsessionid=1/merchants")]
    [InlineData("/cards/.;/merchants")]
    [InlineData("/cards/..%3b/merchants")]
    [InlineData("/cards/%252e%252e/merchants")]
    [InlineData("/cards/%25252e%25252e/merchants")]
    [InlineData("/cards/..%252fmerchants")]
    [InlineData("/cards/%252525252525252525252e")]
    public void A_path_that_climbs_at_all_is_refused(string path) =>
        AssertRefused(Shared, path, VgsErrorId.RequestInvalid);

    [Theory]
    [InlineData("/cards", "https://api.example:8443/calm/v1/cards")]
    [InlineData("https://api.example:8443/calm/v1/cards", "https://api.example:8443/calm/v1/cards")]
    [InlineData("https://api.example:8443/calm/v1", "https://api.example:8443/calm/v1")]
    public void An_API_may_have_a_path_of_its_own(string path, string address) =>
        Assert.Equal(address, RequestAddress.Resolve(Shared, path).AbsoluteUri);

    [Fact]
    public void An_international_host_is_the_same_in_either_spelling() =>
        Assert.Equal(
            "xn--bcher-kva.example",
            RequestAddress.Resolve(new Uri("https://bücher.example"), "https://xn--bcher-kva.example/x").IdnHost
        );

    [Theory]
    [InlineData("/x", "https://calm.sandbox.verygoodsecurity.app/x?a=1&b%20%26=%C3%BC%3D%26%3F%23")]
    [InlineData("/x?z=0", "https://calm.sandbox.verygoodsecurity.app/x?z=0&a=1&b%20%26=%C3%BC%3D%26%3F%23")]
    public void A_query_is_encoded_and_joins_the_one_of_the_path(string path, string address) =>
        Assert.Equal(address, RequestAddress.Resolve(Calm, path, [new("a", "1"), new("b &", "ü=&?#")]).AbsoluteUri);

    [Fact]
    public void A_refusal_shows_neither_query_nor_control_characters()
    {
        var error = Assert.Throws<VgsApiException>(() =>
            RequestAddress.Resolve(Calm, "/cards\r\n?number=4111111111111111")
        );
        Assert.StartsWith("/cards", error.Target, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\\x00-\\x1f]|4111", error.Target);
    }

    [Theory]
    [InlineData("user:secret@evil.example/x", "evil.example/x")]
    [InlineData("http:user:secret@evil.example", "http:evil.example")]
    [InlineData("http:/user:secret@evil.example", "http:/evil.example")]
    [InlineData("//user:secret@evil.example", "//evil.example")]
    [InlineData("ftp:/user:secret@evil.example", "ftp:/evil.example")]
    [InlineData("http://user:a?secret@evil.example/x", "http://evil.example/x")]
    [InlineData("http://user:a/secret@evil.example", "http://evil.example")]
    [InlineData("http://user:se@secret@evil.example", "http://evil.example")]
    [InlineData("http://evil.example:80/x?mail=a@b.example", "http://evil.example:80/x")]
    [InlineData("http://[::1]:80/x?mail=a@b.example", "http://[::1]:80/x")]
    public void A_refusal_shows_no_user_before_the_host(string path, string target) =>
        Assert.Equal(target, Assert.Throws<VgsApiException>(() => RequestAddress.Resolve(Calm, path)).Target);

    private static void AssertRefused(Uri api, string path, VgsErrorId id) =>
        Assert.Equal(id, Assert.Throws<VgsApiException>(() => RequestAddress.Resolve(api, path)).Id);
}
