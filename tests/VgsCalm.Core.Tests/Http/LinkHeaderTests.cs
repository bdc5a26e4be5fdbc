using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Which link of a Link header is the next page (RFC 8288).</summary>
public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("</b>; rel=next")]
    [InlineData("</b>;rel=\"next\"")]
    [InlineData("</b>; rel=\"prev next\"")]
    [InlineData("</b>; rel=\"next\tlast\"")]
    [InlineData("</b>; title=\"a, b\"; rel=\"next\"")]
    [InlineData("</b>; title=\"a>b\"; rel=next")]
    [InlineData("</b>; title=\"a\\\"; rel=prev; x=\\\"\"; rel=next")]
    [InlineData("</b>;rel = \"next\"")]
    [InlineData("</b>\t;\tREL\t=\tNEXT\t")]
    [InlineData("</b>; rel=\"n\\ext\"")]
    [InlineData("</b>; ; flag; rel=next; title=\"b")]
    [InlineData(" , </b> ; rel=next , </c>; rel=next")]
    [InlineData("</a>; rel=prev, </b>; rel=next")]
    [InlineData("</a>; title=\"</x>; rel=next, \", </b>; rel=next")]
    [InlineData("junk; rel=next, <>; rel=next, </b>; rel=next")]
    [InlineData("</a>; rel=next; anchor=\"/other\", </b>; rel=next")]
    [InlineData("< /b >; rel=next")]
    public void The_next_page_is_found(string header) => Assert.Equal("/b", LinkHeader.FindNext(header));

    [Theory]
    [InlineData("</b?ids=1,2;3>; rel=next", "/b?ids=1,2;3")]
    [InlineData("<https://x.example/b>; title*=UTF-8''n%2C; rel=next", "https://x.example/b")]
    public void An_address_may_have_commas_and_semicolons(string header, string address) =>
        Assert.Equal(address, LinkHeader.FindNext(header));

    [Theory]
    [InlineData("")]
    [InlineData(",;=\"")]
    [InlineData("</b>")]
    [InlineData("</b>; rel")]
    [InlineData("</b>; rel=")]
    [InlineData("</b>; rel=nextpage")]
    [InlineData("</b>; rel=\"next-archive\"")]
    [InlineData("</b>; rel=\"https://x.example/next\"")]
    [InlineData("</b>; xrel=next")]
    [InlineData("</b>; rel*=next")]
    [InlineData("</b>; rel=prev; rel=next")]
    [InlineData("</b>; title=\"; rel=next\"")]
    [InlineData("</b>; title=\"\\\"; rel=next")]
    [InlineData("</b>; rel=\"prev\"; title=\"rel=next, </c>; rel=next\"")]
    [InlineData("</b; rel=next")]
    [InlineData("rel=next, </b>")]
    public void Another_relation_is_not_followed(string header) => Assert.Null(LinkHeader.FindNext(header));
}
