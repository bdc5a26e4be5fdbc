using System.Globalization;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests;

/// <summary>Texts are English, and so are their numbers, whatever the culture of the person or the machine.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task A_wait_for_a_card_that_is_over_is_told_with_a_point(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        using var rig = new TransportRig();
        for (var look = 0; look < 10; look++)
        {
            rig.Service.Answer(200, """{"data":{"id":"CRD1","state":"enrolling"}}""");
        }

        using var throttle = new RequestThrottle(1, 0, rig.Clock);
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            new CardClient(rig.Transport, rig.Clock)
                .WaitAsync("CRD1", null, TimeSpan.FromSeconds(2.5), throttle, rig.Observer, CancellationToken.None)
                .Soon()
        );

        Assert.Equal("Card CRD1 is still enrolling after 2.5 s.", error.Message);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task A_pause_that_is_too_long_is_told_with_a_point(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        var gate = new RetryAfterGate(new FakeClock());
        gate.ReportPostponed(0, TimeSpan.FromSeconds(2.5), interval: null);

        var error = await Assert.ThrowsAsync<TimeoutException>(() =>
            gate.EnterAsync(TimeSpan.FromSeconds(1), (_, _) => { }, CancellationToken.None).Soon()
        );

        Assert.Equal("The service is to be left alone for another 2.5 s.", error.Message);
    }
}
