using VgsCalm.Accounts;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Lists that come in several pages.</summary>
public sealed class PageLinkTests : IDisposable
{
    private const string Last = """{"data":{"attributes":{"service_accounts":[{"client_id":"ACb"}]}}}""";

    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("\"/organizations/ACx/service-accounts?page=2\"")]
    [InlineData("{\"href\":\"/organizations/ACx/service-accounts?page=2\"}")]
    [InlineData("\"?page=2\"")]
    [InlineData("\"https://accounts.apps.verygoodsecurity.com/organizations/ACx/service-accounts?page=2\"")]
    public async Task A_list_of_accounts_is_whole(string next)
    {
        _rig.Service.Answer(200, First(next)).Answer(200, Last);
        var accounts = await List();
        Assert.Equal(["ACa", "ACb"], accounts.Select(account => account.ClientId));
        Assert.Equal("/organizations/ACx/service-accounts?page=2", _rig.Service.Sent[1].Address.PathAndQuery);
    }

    [Fact]
    public async Task A_next_page_elsewhere_gets_no_token()
    {
        _rig.Service.Answer(200, First("\"https://evil.example/organizations/ACx/service-accounts\""));
        var error = await Assert.ThrowsAsync<VgsApiException>(List);
        Assert.Equal(VgsErrorId.ForeignHost, error.Id);
        Assert.Single(_rig.Service.Sent);
    }

    [Fact]
    public async Task Pages_that_go_round_end()
    {
        for (var page = 0; page < 3; page++)
        {
            _rig.Service.Answer(200, First("\"/organizations/ACx/service-accounts?page=2\""));
        }

        Assert.Equal(2, (await List()).Count);
    }

    [Theory]
    [InlineData("\"/organizations/ACx/service-accounts\"")]
    [InlineData("\"https://accounts.apps.verygoodsecurity.com/organizations/ACx/service-accounts\"")]
    public async Task A_page_that_names_itself_is_listed_once(string next)
    {
        _rig.Service.Answer(200, First(next)).Answer(200, First(next));

        Assert.Single(await List());

        Assert.Single(_rig.Service.Sent);
    }

    [Theory]
    [InlineData("</cards?page=2>; rel=\"next\"", 5, 2)]
    [InlineData("</cards?page=1>; rel=\"prev\", </cards?page=2>; rel=next", 5, 2)]
    [InlineData("</cards?page=2>; title=\"a, b\"; rel = \"last next\"", 5, 2)]
    [InlineData("</cards?page=2>; rel=\"prev\"", 5, 1)]
    [InlineData("</cards?page=2>; rel=\"next-archive\"", 5, 1)]
    [InlineData("</cards?page=2>; rel=\"next\"", 0, 1)]
    public async Task A_Link_header_names_the_next_page_too(string link, int maxFurther, int pages)
    {
        _rig.Service.AnswerSaying(200, "Link", link).Answer(200, "{}");
        var got = await PageLink
            .SendAsync(
                _rig.Transport,
                TransportRig.Get("/cards"),
                maxFurther,
                [],
                _rig.Observer,
                CancellationToken.None
            )
            .Soon();
        Assert.Equal(pages, got.Count);
    }

    [Theory]
    [InlineData("/cards?page=2")]
    [InlineData("/v1/cards?page=2")]
    [InlineData("?page=2")]
    [InlineData("//api.example/v1/cards?page=2")]
    [InlineData("https://api.example:8443/v1/cards?page=2")]
    [InlineData("http://api.example/v1/cards?page=2")]
    public async Task A_next_page_is_found_below_an_address_with_a_path(string link)
    {
        using var rig = new TransportRig(calm: new Uri("https://api.example:8443/v1"));
        rig.Service.AnswerSaying(200, "Link", $"<{link}>; rel=\"next\"").Answer(200, "{}");
        await PageLink
            .SendAsync(rig.Transport, TransportRig.Get("/cards"), 1, [], rig.Observer, CancellationToken.None)
            .Soon();
        Assert.Equal("https://api.example:8443/v1/cards?page=2", rig.Service.Sent[1].Address.AbsoluteUri);
    }

    public void Dispose() => _rig.Dispose();

    private Task<IReadOnlyList<ServiceAccount>> List() =>
        new ServiceAccountClient(_rig.Transport).ListAsync("ACx", _rig.Observer, CancellationToken.None).Soon();

    private static string First(string next) =>
        """{"data":{"attributes":{"service_accounts":[{"client_id":"ACa"}]}},"links":{"next":""" + next + "}}";
}
