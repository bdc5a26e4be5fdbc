using System.Security.Cryptography;
using System.Text;
using VgsCalm.Webhooks;

namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>Signs as VGS does, and checks with a clock that stands.</summary>
internal sealed class WebhookRig
{
    public const string Secret = "webhook_secret";
    public const string Body =
        """{"id":"evt_1","event":"au_card.updated","details":{"card_id":"CRDabc","old_account_number":"4111111111111111"}}""";

    public FakeClock Clock { get; } = new();

    public long Now => Clock.UtcNow.ToUnixTimeSeconds();

    public string[] Secrets { get; init; } = [Secret];

    public int Tolerance { get; init; } = 60;

    public VgsSignedText SignedText { get; init; }

    public static string DigestOf(string text, string secret = Secret) =>
        DigestOf(Encoding.UTF8.GetBytes(text), secret);

    public static string DigestOf(byte[] text, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));

    /// <summary>The header for a body that is signed so many seconds from now.</summary>
    public string HeaderOf(string body, long after = 0, string secret = Secret) =>
        $"t={Now + after},v0={DigestOf($"{Now + after}.{body}", secret)}";

    public VgsWebhookEvent Read(string body, string? header) => Read(Encoding.UTF8.GetBytes(body), header);

    public VgsWebhookEvent Read(byte[] body, string? header)
    {
        using var verification = new WebhookVerification(
            [.. Secrets.Select(Core.Tests.Secrets.Protect)],
            Tolerance,
            SignedText,
            Clock
        );
        return verification.Read(new WebhookDelivery(body, header));
    }

    /// <summary>A body that is signed now.</summary>
    public VgsWebhookEvent ReadSigned(string body) => Read(body, HeaderOf(body));

    /// <summary>The error, which is one of ours and says nothing of body or secret.</summary>
    public VgsApiException Refused(string body, string? header) => Refused(Encoding.UTF8.GetBytes(body), header);

    public VgsApiException Refused(byte[] body, string? header)
    {
        var error = Assert.Throws<VgsApiException>(() => Read(body, header));
        Assert.Equal(VgsErrorId.WebhookInvalid, error.Id);
        Assert.NotNull(error.RecommendedAction);
        Assert.All(
            ["4111111111111111", "CRDabc", "evt_1", Secret],
            hidden =>
                Assert.DoesNotContain(
                    hidden,
                    $"{error} {error.RecommendedAction} {error.Target}",
                    StringComparison.Ordinal
                )
        );
        return error;
    }
}
