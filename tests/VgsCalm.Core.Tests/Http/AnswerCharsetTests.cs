using System.Net.Http.Headers;
using System.Text;
using VgsCalm.Cards;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>JSON in other charsets than UTF-8, as commands read it that make objects of it.</summary>
public sealed class AnswerCharsetTests : IDisposable
{
    private const string Card = """{"data":{"id":"CRD1","state":"enrolled","name":"Jörg Weiß"}}""";

    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("utf-16", "utf-16le", true)]
    [InlineData("utf-16", "utf-16be", true)]
    [InlineData("utf-16le", "utf-16le", false)]
    [InlineData("utf-32", "utf-32", true)]
    [InlineData("iso-8859-1", "iso-8859-1", false)]
    [InlineData("iso-8859-1", "utf-8", false)]
    [InlineData("us-ascii", "utf-8", false)]
    public async Task A_card_is_read_in_the_charset_of_its_answer(string label, string charset, bool hasMark)
    {
        _rig.Service.AnswerWith(Content(Card, label, charset, hasMark));

        var card = await new CardClient(_rig.Transport, _rig.Clock)
            .GetAsync("CRD1", null, null, _rig.Observer, CancellationToken.None)
            .Soon();

        Assert.Equal(("CRD1", "enrolled", "Jörg Weiß"), (card.Id, card.State, card.Name));
    }

    [Theory]
    [InlineData("utf-16", "utf-16le")]
    [InlineData("iso-8859-1", "iso-8859-1")]
    public async Task What_an_error_says_is_read_in_its_charset(string label, string charset)
    {
        const string Error = """{"errors":[{"code":"validation-failed","detail":"Ungültig"}]}""";
        _rig.Service.AnswerWith(Content(Error, label, charset, hasMark: false), 422);

        Assert.Contains(
            "validation-failed: Ungültig",
            (await _rig.Fail(TransportRig.Get())).Message,
            StringComparison.Ordinal
        );
    }

    // UTF-7 is a charset that .NET knows and refuses.
    [Theory]
    [InlineData("utf-7")]
    [InlineData("x-none-such")]
    public async Task A_charset_that_the_runtime_does_not_read_counts_as_none(string label)
    {
        _rig.Service.AnswerWith(Content("""{"error":"Ungültig"}""", label, "iso-8859-1", hasMark: false), 422);

        Assert.Equal(VgsErrorId.RequestInvalid, (await _rig.Fail(TransportRig.Get())).Id);
    }

    [Fact]
    public async Task The_next_page_is_found_in_any_charset()
    {
        _rig.Service.AnswerWith(Content("""{"links":{"next":"/cards?page=2"}}""", "utf-16", "utf-16be", hasMark: true))
            .Answer(200, "{}");

        var pages = await PageLink
            .SendAsync(_rig.Transport, TransportRig.Get("/cards"), 5, [], _rig.Observer, CancellationToken.None)
            .Soon();

        Assert.Equal(2, pages.Count);
    }

    public void Dispose() => _rig.Dispose();

    private static ByteArrayContent Content(string text, string label, string charset, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(charset);
        var content = new ByteArrayContent([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = label };
        return content;
    }
}
