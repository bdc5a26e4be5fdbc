using System.Globalization;
using System.Text.Json;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>Reads the token endpoint's answers (RFC 6749 §5.1, §5.2), leniently where VGS's own sample asks for it.</summary>
internal static class TokenResponse
{
    /// <summary>Most characters of a server's text in an error: no more than a line or three.</summary>
    public const int MaxShownLength = 300;

    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    public static AccessToken Read(
        byte[] body,
        string endpoint,
        IReadOnlyList<string> requestedScope,
        TimeSpan requestedAt,
        DateTimeOffset requestedOn,
        Func<string, string>? hide = null
    )
    {
        using var json = JsonFields.ParseObject(body) ?? throw Invalid(endpoint, "it is not a JSON object");
        var root = json.RootElement;

        var token = root.Text("access_token");
        if (token is null || token.Length == 0)
        {
            throw Invalid(endpoint, "it has no access_token");
        }

        if (token.Any(c => c is <= ' ' or > '~'))
        {
            throw Invalid(endpoint, "its access_token has characters that no header may carry");
        }

        var type = root.Text("token_type");
        if (type is not null && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(endpoint, "its token_type is not bearer");
        }

        // RFC 6749 §5.1: a missing scope means the one that was asked for.
        var granted = root.Text("scope");
        var scope =
            (granted is null || hide is null ? granted : hide(granted))?.Split(
                [' '],
                StringSplitOptions.RemoveEmptyEntries
            ) ?? [.. requestedScope];
        return new AccessToken(token, scope, Lifetime(root), requestedAt, requestedOn);
    }

    /// <summary>The error code and its description as they may be shown.</summary>
    public static (string? Code, string? Description) ShownError(ApiResponse answer)
    {
        var (code, description) = ReadError(answer.JsonBody);
        var said = answer.RedactTogether([new(Excerpt(code, answer), Excerpt(description, answer))])[0];
        return (said.Code, said.Detail);
    }

    /// <summary>The same as a part of a sentence.</summary>
    public static string DescribeError(string? code, string? description) =>
        code is null ? "no reason given"
        : string.IsNullOrEmpty(description) ? code
        : $"{code}: {description!.TrimEnd('.')}";

    /// <summary>The error code and its description; nulls where the body is not the JSON that RFC 6749 §5.2 promises.</summary>
    public static (string? Code, string? Description) ReadError(byte[] body)
    {
        using var json = JsonFields.ParseObject(body);
        return json is null
            ? (null, null)
            : (json.RootElement.Text("error"), json.RootElement.Text("error_description"));
    }

    private static string? Excerpt(string? text, ApiResponse answer) =>
        text is null ? null : Redactor.Excerpt(text, MaxShownLength, part => answer.Redact(part));

    private static TimeSpan Lifetime(JsonElement root) =>
        root.TryGet("expires_in", out var value)
        && Seconds(value) is { } seconds
        && seconds > 0
        && seconds <= MaxLifetime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : AccessToken.AssumedLifetime;

    private static double? Seconds(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonFields.TextOf(value);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;
    }

    private static VgsApiException Invalid(string endpoint, string what) =>
        new(
            VgsErrorId.TokenResponseInvalid,
            $"The token endpoint {endpoint} answered with success, but the answer is not usable: {what}.",
            endpoint
        )
        {
            RecommendedAction =
                "Check -AuthUri of Connect-VgsCalm: it must be the authentication server, not a page in front of it.",
        };
}
