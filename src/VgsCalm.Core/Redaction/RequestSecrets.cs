using System.Text;
using System.Text.Json;

namespace VgsCalm.Redaction;

/// <summary>
/// The secrets that one request carried: its token, the secret fields of its body and query, secret headers, and its card numbers, also
/// one that is misspelt.
/// An answer may repeat them in any place.
/// </summary>
internal sealed class RequestSecrets
{
    // A shorter secret, such as a CVV, may be a part of another number by chance: it counts where it stands alone.
    private const int MinDistinctLength = 8;

    private readonly string _token;
    private readonly byte[]? _body;
    private string[]? _fields;
    private string[]? _numbers;

    /// <param name="token">The access token, which need not have the form of a JSON Web Token.</param>
    /// <param name="body">The body; its secret fields are looked up when a text is first redacted.</param>
    public RequestSecrets(string token, byte[]? body)
    {
        _token = token;
        _body = body;
    }

    /// <summary>The whole body, in which card numbers are looked for when a text has as many digits.</summary>
    public byte[] Sent { get; init; } = [];

    /// <summary>The address, in whose path and query card numbers are looked for, and secrets in its query.</summary>
    public Uri? Address { get; init; }

    /// <summary>The headers that the caller added; null for none.</summary>
    public IEnumerable<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>A text as it may be shown.</summary>
    public string Redact(string text) => Redactor.MaskSensitive(RedactSecrets(text));

    /// <summary>A text without what the request carried, and otherwise as it is.</summary>
    public string RedactSecrets(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var shown = WrittenSecret.Hide(text, _token.AsSpan());
        foreach (var secret in _fields ??= SecretFields())
        {
            shown =
                secret.Length >= MinDistinctLength
                    ? WrittenSecret.Hide(shown, secret.AsSpan())
                    : WrittenSecret.HideAlone(shown, secret.AsSpan());
        }

        return CarriedNumber.MayBeIn(shown) ? MaskNumbers(shown) : shown;
    }

    private string MaskNumbers(string text)
    {
        foreach (
            var number in _numbers ??= [
                .. CarriedNumber
                    .InBody(Sent)
                    .Concat(CarriedNumber.InAddress(Address?.PathAndQuery ?? ""))
                    .Distinct(StringComparer.Ordinal),
            ]
        )
        {
            text = CarriedNumber.Mask(text, number);
        }

        return text;
    }

    private string Query => Address?.Query ?? "";

    // Most requests, an enrolment among them, have nothing but their token to hide: their answers cost no search.
    private string[] SecretFields() =>
        _body is null && Query.Length == 0 && Headers is null
            ? []
            :
            [
                .. SecretsIn(_body)
                    .Concat(SecretsIn(Query.TrimStart('?')))
                    .Concat(
                        (Headers ?? [])
                            .Where(header => SecretNames.IsSecretHeader(header.Key))
                            .Select(header => header.Value)
                    )
                    .Where(text => text.Length > 2)
                    .Distinct(StringComparer.Ordinal),
            ];

    private static string[] SecretsIn(byte[]? body)
    {
        if (body is null || body.Length == 0)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. SecretsIn(json.RootElement, isSecret: false)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair in it: a form has fields that are known by their names.
            return [.. SecretsIn(Encoding.UTF8.GetString(body))];
        }
    }

    /// <param name="form">Names and values as a query or a form has them.</param>
    private static IEnumerable<string> SecretsIn(string form) =>
        form.Split('&')
            .Select(field => field.Split(['='], 2))
            .Where(field => field.Length == 2)
            .Select(field => (Name: Decode(field[0]), Value: Decode(field[1])))
            .Where(field => IsSecret(field.Name, field.Value))
            .Select(field => field.Value);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool IsSecret(JsonProperty field) =>
        IsSecret(field.Name, field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : "");

    // A card number is masked wherever it stands. One with a slip of the pen is known by its field only.
    private static bool IsSecret(string name, string value) =>
        SecretNames.IsSecretField(name) || (SecretNames.IsNumberField(name) && MaskedNumber.HasSlip(value));

    private static IEnumerable<string> SecretsIn(JsonElement element, bool isSecret) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(field => SecretsIn(field.Value, isSecret || IsSecret(field))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => SecretsIn(item, isSecret)),
            JsonValueKind.String when isSecret => [element.GetString()!],
            JsonValueKind.Number when isSecret => [element.GetRawText()],
            _ => [],
        };
}
