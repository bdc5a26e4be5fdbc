using VgsCalm.Core.Tests.Http;
using VgsCalm.Resources;

namespace VgsCalm.Core.Tests.Cards;

/// <summary>Network tokens, where they differ from cards.</summary>
public sealed class NetworkTokenClientTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task A_card_number_given_as_alias_is_not_shown()
    {
        _rig.Service.Answer(404);
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Client().GetAsync(Secrets.CardNumber, merchantId: null, _rig.Observer, CancellationToken.None)
        );
        Assert.DoesNotContain(Secrets.CardNumber, $"{error} {error.Target}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_an_alias_nothing_is_deleted(string alias)
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Client().DeleteAsync(alias, merchantId: null, _rig.Observer, CancellationToken.None)
        );
        Assert.Equal((VgsErrorId.RequestInvalid, "alias"), (error.Id, error.Target));
        Assert.Empty(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_token_that_is_gone_after_a_lost_answer_is_deleted()
    {
        _rig.Service.LoseAnswer().Answer(404);
        var token = await Client().DeleteAsync("tok1", "MC1", _rig.Observer, CancellationToken.None);
        Assert.Equal("DELETED", token.State);
        Assert.Equal("MC1", _rig.Service.Sent[1].Headers["Calm-Merchant"]);
    }

    public void Dispose() => _rig.Dispose();

    private NetworkTokenClient Client() => new(_rig.Transport);
}
