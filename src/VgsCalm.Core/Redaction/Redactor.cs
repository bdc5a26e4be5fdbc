using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VgsCalm.Cards;

namespace VgsCalm.Redaction;

/// <summary>Takes secrets, tokens and card numbers out of whatever is shown. What it lets through is for people to read.</summary>
internal static class Redactor
{
    public const string Hidden = "***";

    private const int ShortestCardNumber = 13;
    private const int ShortestCvv = 3;
    private const int LongestShown = 16 * 1024;

    // One of those that people, addresses and word processors put between groups of digits.
    private const string Separator = @"(?:%20|%2[dD]|[ \t.\-_/+\u00a0\u2007\u202f\u2010-\u2015])?";

    // 13 to 19 digits, also in groups: what a card number can be (ISO/IEC 7812).
    private static readonly Regex CardNumber = new(
        $"(?<![0-9])(?:[0-9]{Separator}){{12,18}}[0-9](?![0-9])",
        RegexOptions.CultureInvariant
    );

    // Digits before or after it do not make a card number another one: what is longer is hidden as well.
    private static readonly Regex LongerDigits = new(
        $"[0-9](?:{Separator}[0-9]){{18,}}",
        RegexOptions.CultureInvariant
    );

    // Digits beside a card number may have been taken for a part of it: then the rest of it stands right before or after what was masked.
    // A year and a month may follow.
    private static readonly Regex DigitsAtMask = new(
        $"(?<=\\*)[0-9](?:{Separator}[0-9]){{10,}}|[0-9](?:{Separator}[0-9]){{12,}}(?=\\*)",
        RegexOptions.CultureInvariant
    );

    // Three or four digits that are said to be a CVV: cvv=123, "cvc2": "1234", cvv%3D123.
    private static readonly Regex NamedCvv = new(
        @"(?<=(?:cvv2?|cvc2?|csc|security_code)(?:\W|%[0-9A-F]{2}|\\u[0-9A-F]{4}){1,6})[0-9]{3,4}(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // A JSON Web Token (RFC 7519): its header is an object, so it begins with the base64 of {".
    private static readonly Regex WebToken = new(
        @"eyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-.]+",
        RegexOptions.CultureInvariant
    );

    // Has something that no word of a path has, a digit or a capital: an id such as CRDx81…, CRDabc…, tntabc123, a UUID, a number.
    private static readonly Regex Identifier = new(
        "^(?=.*[0-9A-Z])[A-Za-z0-9_.~%@:-]{8,}$",
        RegexOptions.CultureInvariant
    );

    private static readonly HashSet<string> SecretFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "cvv",
        "cvv2",
        "cvc",
        "cvc2",
        "csc",
        "security_code",
        "cryptogram",
        "client_secret",
        "clientsecret",
        "access_token",
        "refresh_token",
        "id_token",
        "password",
        "secret",
        "token",
        "authorization",
    };

    private static readonly HashSet<string> NumberFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "number",
        "pan",
        "card_number",
        "account_number",
        "old_account_number",
        "new_account_number",
        "network_token",
    };

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>First six and last four digits of a card number, the most that may be shown of it (PCI DSS 3.4.1).</summary>
    public static string MaskCardNumber(string digits) =>
        digits.Length < ShortestCardNumber
            ? new string('*', digits.Length)
            : digits.Substring(0, 6) + new string('*', digits.Length - 10) + digits.Substring(digits.Length - 4);

    /// <summary>Replaces every run of digits that can be a card number.</summary>
    /// <remarks>Every name and state of a card comes through here; most have no digit.</remarks>
    public static string MaskCardNumbers(string text) =>
        DigitsIn(text) < ShortestCardNumber
            ? text
            : DigitsAtMask.Replace(LongerDigits.Replace(CardNumber.Replace(text, Mask), Mask), Mask);

    /// <summary>A path with every part masked that is or holds a card number, encoded or not.</summary>
    public static string MaskPath(string path) => string.Join("/", path.Split('/').Select(MaskSegment));

    /// <summary>Card numbers masked, tokens and CVVs hidden: for what others say, who may repeat what they were sent.</summary>
    public static string MaskSensitive(string text)
    {
        var shown = WebToken.Replace(text, Hidden);
        return DigitsIn(shown) < ShortestCvv ? shown : MaskCardNumbers(NamedCvv.Replace(shown, Hidden));
    }

    /// <summary>True for the fields of a body whose value is a secret by itself; of a card number something may be shown.</summary>
    public static bool IsSecretField(string name) => SecretFields.Contains(name);

    /// <summary>True for the fields of a body whose value is a card number or an alias of one.</summary>
    public static bool IsNumberField(string name) => NumberFields.Contains(name);

    /// <summary>A path without its query, in which anything may stand.</summary>
    public static string WithoutQuery(string path) => path.Split('?')[0];

    /// <summary>A path without its query, each identifier in it shortened to its ends.</summary>
    public static string ShortenPath(string path) => string.Join("/", WithoutQuery(path).Split('/').Select(Shorten));

    /// <summary>A body for -Debug: secret fields replaced, card numbers masked, long text cut.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="hide">Takes out of a text what the request carried. It goes first: masking may change a token so that
    /// it is not recognized.</param>
    public static string Body(byte[] body, string? contentType, Func<string, string> hide)
    {
        var type = contentType is null ? "no content type" : hide(contentType);
        if (body.Length == 0)
        {
            return "(empty)";
        }

        if (body.Length > LongestShown)
        {
            return SizeOf(body, $", {type}");
        }

        try
        {
            var json = JsonNode.Parse(body);

            // An escape such as \u0027 before a number would join its digits: what is escaped for no need is not.
            return hide(Hide(json, hide)?.ToJsonString(Readable) ?? "null");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // Text of unknown form may hold anything: only its size is told.
            return SizeOf(body, $" that are no JSON, {type}");
        }
    }

    public static string Header(string name, string value, Func<string, string> hide)
    {
        var secret =
            name.IndexOf("authorization", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("key", StringComparison.OrdinalIgnoreCase) >= 0;
        return $"{name}: {(secret ? Hidden : hide(value))}";
    }

    private static int DigitsIn(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                digits++;
            }
        }

        return digits;
    }

    private static string SizeOf(byte[] body, string what) => $"({body.Length} bytes{what})";

    private static string MaskSegment(string segment)
    {
        var masked = MaskCardNumbers(segment);
        if (masked != segment)
        {
            return masked;
        }

        var plain = Uri.UnescapeDataString(segment);
        return MaskedNumber.MayBeCardNumber(plain) ? MaskedNumber.Shown(plain)! : segment;
    }

    private static string Shorten(string segment)
    {
        if (!Identifier.IsMatch(segment))
        {
            return MaskSegment(segment);
        }

        return segment.Substring(0, 3) + "…" + segment.Substring(segment.Length - 3);
    }

    private static string Mask(Match digits) =>
        MaskCardNumber(
            new string([
                .. digits
                    .Value.Replace("%20", "")
                    .Replace("%2d", "")
                    .Replace("%2D", "")
                    .Where(c => c is >= '0' and <= '9'),
            ])
        );

    private static JsonNode? Hide(JsonNode? node, Func<string, string> hide)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var name in fields.Select(f => f.Key).ToArray())
                {
                    var isHidden =
                        (SecretFields.Contains(name) || NumberFields.Contains(name)) && fields[name] is not null;
                    fields[name] = isHidden ? Hidden : Hide(fields[name], hide)?.DeepClone();
                }

                return fields;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    items[i] = Hide(items[i], hide)?.DeepClone();
                }

                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return hide(text);
            default:
                return node;
        }
    }
}
