using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VgsCalm.Models;

namespace VgsCalm.Http;

/// <summary>Takes secrets, tokens and card numbers out of whatever is shown. What it lets through is for people to read.</summary>
internal static class Redaction
{
    private const string Hidden = "***";
    private const int ShortestCardNumber = 13;
    private const int LongestShown = 16 * 1024;

    // 13 to 19 digits, also in groups: what a card number can be (ISO/IEC 7812). Word processors put wide spaces and dashes between them.
    private static readonly Regex CardNumber = new(@"(?<![0-9])(?:[0-9][ .\-\u00a0\u2007\u202f\u2010-\u2015]?){12,18}[0-9](?![0-9])", RegexOptions.CultureInvariant);

    // A JSON Web Token (RFC 7519): its header is an object, so it begins with the base64 of {".
    private static readonly Regex WebToken = new(@"eyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-.]+", RegexOptions.CultureInvariant);

    // Has something that no word of a path has, a digit or a capital: an id such as CRDx81…, CRDabc…, tntabc123, a UUID, a number.
    private static readonly Regex Identifier = new("^(?=.*[0-9A-Z])[A-Za-z0-9_.~%@:-]{8,}$", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> SecretFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "number", "pan", "card_number", "account_number", "old_account_number", "new_account_number", "cvv", "cvc", "cryptogram",
        "client_secret", "clientsecret", "access_token", "refresh_token", "id_token", "password", "secret", "token", "authorization",
    };

    /// <summary>First six and last four digits of a card number, the most that may be shown of it (PCI DSS 3.4.1).</summary>
    public static string MaskCardNumber(string digits) =>
        digits.Length < ShortestCardNumber ? new string('*', digits.Length) : digits.Substring(0, 6) + new string('*', digits.Length - 10) + digits.Substring(digits.Length - 4);

    /// <summary>True when the whole text can be a card number.</summary>
    public static bool IsCardNumber(string text) => CardNumber.Match(text).Length == text.Length && text.Length > 0;

    /// <summary>Replaces every run of digits that can be a card number.</summary>
    public static string MaskCardNumbers(string text) => text.Length < ShortestCardNumber
        ? text
        : CardNumber.Replace(text, match => MaskCardNumber(new string([.. match.Value.Where(char.IsDigit)])));

    /// <summary>A path with every part masked that is or holds a card number, encoded or not.</summary>
    public static string MaskPath(string path) => string.Join("/", path.Split('/').Select(MaskSegment));

    /// <summary>Card numbers masked and tokens hidden: for what others say, who may repeat what they were sent.</summary>
    public static string MaskSensitive(string text) => MaskCardNumbers(WebToken.Replace(text, Hidden));

    /// <summary>A path without its query, each identifier in it shortened to its ends.</summary>
    public static string ShortenPath(string path)
    {
        var bare = path.Split('?')[0];
        return string.Join("/", bare.Split('/').Select(Shorten));
    }

    /// <summary>A body for -Debug: secret fields replaced, card numbers masked, long text cut.</summary>
    public static string Body(byte[] body, string? contentType)
    {
        if (body.Length == 0) return "(empty)";
        if (body.Length > LongestShown) return $"({body.Length} bytes, {contentType ?? "no content type"})";
        try
        {
            var json = JsonNode.Parse(body);
            Hide(json);
            return MaskSensitive(json?.ToJsonString() ?? "null");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // Text of unknown form may hold anything: only its size is told.
            return $"({body.Length} bytes that are no JSON, {contentType ?? "no content type"})";
        }
    }

    public static string Header(string name, string value)
    {
        var secret = name.IndexOf("authorization", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("key", StringComparison.OrdinalIgnoreCase) >= 0;
        return $"{name}: {(secret ? Hidden : MaskSensitive(value))}";
    }

    private static string MaskSegment(string segment)
    {
        var masked = MaskCardNumbers(segment);
        if (masked != segment) return masked;
        var plain = Uri.UnescapeDataString(segment);
        return MaskedNumber.MayBeCardNumber(plain) ? MaskedNumber.Shown(plain)! : segment;
    }

    private static string Shorten(string segment)
    {
        if (!Identifier.IsMatch(segment)) return MaskSegment(segment);
        return segment.Substring(0, 3) + "…" + segment.Substring(segment.Length - 3);
    }

    private static void Hide(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var name in fields.Select(f => f.Key).ToArray())
                {
                    if (SecretFields.Contains(name) && fields[name] is not null) fields[name] = Hidden;
                    else Hide(fields[name]);
                }

                break;
            case JsonArray items:
                foreach (var item in items) Hide(item);
                break;
        }
    }
}
