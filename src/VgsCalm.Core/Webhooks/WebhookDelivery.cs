namespace VgsCalm.Webhooks;

/// <summary>One post as it came.</summary>
/// <param name="Body">The body's bytes, before anything parsed or decoded them.</param>
/// <param name="Signature">The value of the header <c>vgs-signature</c>; null where there was none.</param>
internal sealed record WebhookDelivery(byte[] Body, string? Signature)
{
    /// <summary>Bytes of the largest body that is taken. VGS's events have about one thousand.</summary>
    public const int MaxBodyLength = 1024 * 1024;
}
