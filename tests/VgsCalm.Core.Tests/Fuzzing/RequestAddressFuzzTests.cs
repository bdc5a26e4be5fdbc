using CsCheck;
using VgsCalm.Http.Addresses;

namespace VgsCalm.Core.Tests.Fuzzing;

/// <summary>No path and no query leads to another host, out of the API's own path, or into a header.</summary>
public sealed class RequestAddressFuzzTests
{
    private static readonly Uri[] Apis =
    [
        new("https://calm.example"),
        new("https://calm.example:8443/v1"),
        new("http://127.0.0.1:5000/calm/"),
        new("https://[::1]/a/b"),
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Fuzz.OneOf(
            "/",
            "//",
            "\\",
            "..",
            "/../",
            "%2e%2e",
            "%2F",
            "%5c",
            "%00",
            "%0d%0a",
            "@",
            ":",
            "?",
            "#",
            "&",
            "=",
            ";",
            ".",
            "evil.example",
            "https:",
            "http://",
            "https://calm.example",
            "calm.example",
            "127.0.0.1",
            ":8443",
            "v1",
            "calm",
            "user:pw@",
            "[",
            "]",
            "\r\nX-Evil: 1",
            "\t",
            "。",
            "／",
            "℀",
            "\u0000",
            "\ud800",
            "cards"
        ),
        Fuzz.TextOf("/\\.@:?#%2eEfF[]&= \r\n\t")
    );

    private static readonly Gen<string> Path = Piece.Array[0, 8].Select(string.Concat);

    [Fact]
    public void A_path_stays_at_the_APIs_own_host_and_path_or_is_refused() =>
        Fuzz.Always(Gen.Select(Fuzz.OneOf(Apis), Path), (api, path) => StaysAt(api, path));

    [Theory]
    [InlineData("//\ud800/cards")]
    [InlineData("https://calm.example\ud800/cards")]
    [InlineData("//℀/cards")]
    [InlineData("https:calm.example")]
    public void Hosts_that_are_none_are_another_host(string path) =>
        Assert.Equal(
            VgsErrorId.ForeignHost,
            Assert.Throws<VgsApiException>(() => RequestAddress.Resolve(Apis[0], path)).Id
        );

    [Fact]
    public void A_query_stays_at_the_APIs_own_host_and_path_or_is_refused() =>
        Fuzz.Always(
            Gen.Select(
                Fuzz.OneOf(Apis),
                Gen.Select(Piece, Piece, (k, v) => new KeyValuePair<string, string>(k, v)).Array[0, 3]
            ),
            (api, query) => StaysAt(api, "/cards", query)
        );

    [Fact]
    public void A_query_arrives_as_it_was_given() =>
        Fuzz.Always(
            Gen.Select(Gen.String[1, 20].Where(IsText), Gen.String[0, 20].Where(IsText)),
            (key, value) =>
            {
                var sent = RequestAddress.Resolve(Apis[0], "/cards", [new(key, value)]).Query.TrimStart('?').Split('=');
                Assert.Equal((key, value), (Uri.UnescapeDataString(sent[0]), Uri.UnescapeDataString(sent[1])));
            }
        );

    private static void StaysAt(Uri api, string path, KeyValuePair<string, string>[]? query = null)
    {
        Uri? built = null;
        var error = Fuzz.OursOrNone(() => built = RequestAddress.Resolve(api, path, query));
        if (error is not null)
        {
            Assert.True(
                error.Id is VgsErrorId.ForeignHost or VgsErrorId.RequestInvalid,
                $"{error.Id}: {error.Message}"
            );
            return;
        }

        // As it goes over the wire.
        var sent = new Uri(built!.AbsoluteUri);
        Assert.Equal((api.Scheme, api.Host, api.Port, ""), (sent.Scheme, sent.Host, sent.Port, sent.UserInfo));
        Assert.StartsWith(api.AbsolutePath.TrimEnd('/'), sent.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain(built.PathAndQuery, c => c is <= ' ' or '\u007f');
        using var message = new HttpRequestMessage(HttpMethod.Get, built);
        Assert.Empty(message.Headers);
    }

    // Half a surrogate pair is no text, and is sent as the replacement character.
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
