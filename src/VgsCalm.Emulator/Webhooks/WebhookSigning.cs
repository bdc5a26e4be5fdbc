using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>VGS's signature: HMAC-SHA256 of the time, a full stop and the raw body, as <c>t=…,v0=…</c>.</summary>
public static class WebhookSigning
{
    /// <summary>The header's name.</summary>
    public const string Header = "vgs-signature";

    /// <summary>The header's value.</summary>
    /// <param name="secret">The secret of the notification integration.</param>
    /// <param name="time">When it is signed.</param>
    /// <param name="body">The bytes that are posted.</param>
    public static string Sign(string secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        var seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.ASCII.GetBytes(seconds), (byte)'.', .. body];
        return $"t={seconds},v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text))}";
    }
}
