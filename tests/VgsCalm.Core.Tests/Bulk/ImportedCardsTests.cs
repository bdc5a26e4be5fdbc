using VgsCalm.Bulk;
using VgsCalm.Cards;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>The cards of an import, of which some are asked for ahead.</summary>
public sealed class ImportedCardsTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    [Fact]
    public async Task A_card_asked_for_ahead_that_is_never_taken_is_no_unobserved_error()
    {
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        _rig.Web.Service.Answer(200, EnrolmentRig.Card(1, "enrolled")).Answer(404, "{}");

        Assert.False(
            await Unobserved.ComesOf(TakeOneAsync, error => error is VgsApiException { Id: VgsErrorId.NotFound })
        );
    }

    private async Task TakeOneAsync()
    {
        using var journal = _rig.Journal.Open();
        using var throttle = new RequestThrottle(limit: 1, perMinute: 0, _rig.Web.Clock);
        using var cards = new ImportedCards(
            journal,
            new CardClient(_rig.Web.Transport, _rig.Web.Clock),
            throttle,
            rows: 2,
            maxAhead: 2
        );
        Assert.NotNull(await cards.NextAsync(_rig.Web.Observer, CancellationToken.None).Soon());

        // The lease comes back when the second one has failed.
        SpinWait.SpinUntil(() => _rig.Sent == 4);
        (await throttle.AcquireAsync(CancellationToken.None).Soon()).Dispose();
    }

    public void Dispose() => _rig.Dispose();
}
