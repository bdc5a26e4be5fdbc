using System.Globalization;

namespace VgsCalm.Webhooks;

/// <summary>
/// The header <c>vgs-signature</c>: <c>t=&lt;unix seconds&gt;,v0=&lt;hex&gt;</c>, where several <c>v0</c> may stand while a secret is
/// replaced, and schemes of another name are left alone.
/// </summary>
internal sealed class WebhookSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "vgs-signature";

    private const string TimeName = "t";
    private const string SchemeName = "v0";
    private const int DigestLength = 32;
    private const int MaxHeaderLength = 4096;

    // Seconds until the year 5138; DateTimeOffset can hold them.
    private const int MaxTimeDigits = 11;

    private WebhookSignature(string time, IReadOnlyList<byte[]> digests)
    {
        Time = time;
        Seconds = long.Parse(time, NumberStyles.None, CultureInfo.InvariantCulture);
        Digests = digests;
    }

    /// <summary>The time letter by letter, as it was signed.</summary>
    public string Time { get; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long Seconds { get; }

    /// <summary>Every <c>v0</c>, 32 bytes each; one at least.</summary>
    public IReadOnlyList<byte[]> Digests { get; }

    /// <exception cref="VgsApiException">WebhookInvalid: the header is missing or malformed.</exception>
    public static WebhookSignature Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            throw WebhookInvalid.NoSignature();
        }

        if (header!.Length > MaxHeaderLength)
        {
            throw WebhookInvalid.Malformed($"it is longer than {MaxHeaderLength} characters");
        }

        string? time = null;
        var digests = new List<byte[]>();
        foreach (var part in header.Split(','))
        {
            var (name, value) = Split(part.Trim());
            switch (name)
            {
                case TimeName when time is not null:
                    throw WebhookInvalid.Malformed("it has more than one time (t=)");
                case TimeName:
                    time = IsTime(value)
                        ? value
                        : throw WebhookInvalid.Malformed("its time (t=) is not a number of seconds");
                    break;
                case SchemeName:
                    digests.Add(
                        ParseDigest(value)
                            ?? throw WebhookInvalid.Malformed("a signature in it (v0=) is not 64 hexadecimal digits")
                    );
                    break;
                default:
                    // A scheme of another name, which a later version may add beside v0.
                    break;
            }
        }

        if (time is null)
        {
            throw WebhookInvalid.Malformed("it has no time (t=)");
        }

        return digests.Count > 0
            ? new WebhookSignature(time, digests)
            : throw WebhookInvalid.Malformed("it has no signature of the scheme v0 (v0=)");
    }

    private static (string Name, string Value) Split(string part)
    {
        var at = part.IndexOf('=');
        return at > 0 && at < part.Length - 1
            ? (part.Substring(0, at), part.Substring(at + 1))
            : throw WebhookInvalid.Malformed("a part of it is not of the form name=value");
    }

    private static bool IsTime(string text) => text.Length <= MaxTimeDigits && text.All(c => c is >= '0' and <= '9');

    private static byte[]? ParseDigest(string hex)
    {
        if (hex.Length != 2 * DigestLength)
        {
            return null;
        }

        var digest = new byte[DigestLength];
        for (var i = 0; i < digest.Length; i++)
        {
            var (high, low) = (NibbleOf(hex[2 * i]), NibbleOf(hex[(2 * i) + 1]));
            if (high < 0 || low < 0)
            {
                return null;
            }

            digest[i] = (byte)((high << 4) | low);
        }

        return digest;
    }

    private static int NibbleOf(char c) =>
        c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'F' => c - 'A' + 10,
            _ => -1,
        };
}
