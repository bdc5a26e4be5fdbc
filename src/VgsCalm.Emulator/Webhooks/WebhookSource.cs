using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Cmp;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>Hears of each change of a card or token, and has it told. None of the calls is waited for.</summary>
internal sealed class WebhookSource(
    WebhookSender sender,
    EmulatorOptions options,
    TimeProvider time,
    CancellationToken stopping
)
{
    // The knob of the enrolment delay may be turned while a card waits.
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>A card was posted to CALM: its events come when its enrolment is over.</summary>
    public void CardPosted(Card card)
    {
        if (sender.IsOn)
        {
            _ = TellOnceSettledAsync(card);
        }
    }

    /// <summary>A network token of CALM was made or deleted.</summary>
    public void TokenChanged(NetworkToken token, string vaultId)
    {
        if (sender.IsOn)
        {
            _ = sender.SendAsync(CalmEvents.DescribeToken(token, options.OrganizationId, vaultId));
        }
    }

    /// <summary>A card of CMP was subscribed to the account updater.</summary>
    public void CardSubscribed(CmpCard card)
    {
        if (sender.IsOn)
        {
            _ = TellAsync(CmpEvents.DescribeSubscription(card, options.OrganizationId, time.GetUtcNow()));
        }
    }

    /// <summary>The network token of a card of CMP was made or deleted.</summary>
    public void TokenChanged(CmpCard card, string state)
    {
        if (sender.IsOn)
        {
            _ = sender.SendAsync(CmpEvents.DescribeToken(card, state, options.OrganizationId, time.GetUtcNow()));
        }
    }

    private async Task TellOnceSettledAsync(Card card)
    {
        try
        {
            while (string.Equals(card.State, "enrolling", StringComparison.Ordinal))
            {
                var left = card.CreatedAt.AddMilliseconds(options.EnrolmentDelay) - time.GetUtcNow();
                var look = left > LongestLook ? LongestLook : left;
                await Task.Delay(
                    look > TimeSpan.FromMilliseconds(1) ? look : TimeSpan.FromMilliseconds(1),
                    time,
                    stopping
                );
            }

            await TellAsync(CalmEvents.DescribeCard(card, options.OrganizationId));
        }
        catch (OperationCanceledException)
        {
            // The emulator stops.
        }
    }

    // In their order: each is posted once before the next one.
    private async Task TellAsync(IEnumerable<WebhookEvent> events)
    {
        foreach (var told in events)
        {
            await sender.SendAsync(told);
        }
    }
}
