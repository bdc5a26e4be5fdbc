using System.Security;
using System.Text;

namespace VgsCalm.Webhooks;

/// <summary>
/// Checks what VGS posted, in this order: the header's form, the signature of the raw bytes, the time. Only then is the body read.
/// Source: VGS notifications, <c>vgs-signature</c>.
/// </summary>
internal sealed class WebhookVerification : IDisposable
{
    private readonly WebhookKeys _keys;
    private readonly long _tolerance;
    private readonly VgsSignedText _signedText;
    private readonly Clock _clock;

    /// <param name="secrets">The secrets that may have signed it.</param>
    /// <param name="toleranceSeconds">Seconds that the time of the signature may lie before or after now.</param>
    /// <param name="signedText">What the signature is of.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="VgsApiException">WebhookInvalid: a secret is empty or wiped.</exception>
    public WebhookVerification(
        IReadOnlyList<SecureString> secrets,
        int toleranceSeconds,
        VgsSignedText signedText,
        Clock clock
    )
    {
        _keys = new WebhookKeys(secrets);
        _tolerance = toleranceSeconds;
        _signedText = signedText;
        _clock = clock;
    }

    /// <summary>The event, when everything about it is in order.</summary>
    /// <exception cref="VgsApiException">WebhookInvalid.</exception>
    public VgsWebhookEvent Read(WebhookDelivery delivery)
    {
        var signature = WebhookSignature.Parse(delivery.Signature);
        if (!_keys.HaveSigned(ComposeSignedText(signature, delivery.Body), signature.Digests))
        {
            throw WebhookInvalid.WrongSignature(_signedText, _keys.HaveOddEnds);
        }

        var age = _clock.UtcNow.ToUnixTimeSeconds() - signature.Seconds;
        if (Math.Abs(age) > _tolerance)
        {
            throw WebhookInvalid.WrongTime(age, _tolerance);
        }

        return WebhookEventJson.Read(delivery.Body);
    }

    public void Dispose() => _keys.Dispose();

    private byte[] ComposeSignedText(WebhookSignature signature, byte[] body)
    {
        if (_signedText == VgsSignedText.Body)
        {
            return body;
        }

        var text = new byte[signature.Time.Length + 1 + body.Length];
        var written = Encoding.ASCII.GetBytes(signature.Time, 0, signature.Time.Length, text, 0);
        text[written] = (byte)'.';
        Buffer.BlockCopy(body, 0, text, written + 1, body.Length);
        return text;
    }
}
