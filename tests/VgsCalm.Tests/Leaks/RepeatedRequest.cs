using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Leaks;

/// <summary>A request, to be given back by a server that repeats what it gets.</summary>
/// <param name="Mode">How it is given back: the first part of the path.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Head">Request line and headers, on one line.</param>
/// <param name="Body">Body.</param>
/// <param name="Besides">What is said besides.</param>
/// <param name="InJson">What is said besides in JSON, where any character can stand.</param>
/// <param name="Escaped">What is said with escapes in place of digits.</param>
internal sealed partial record RepeatedRequest(
    string Mode,
    string Method,
    string Head,
    string Body,
    string Besides,
    string InJson,
    string Escaped
)
{
    /// <summary>Everything, as a text of JSON.</summary>
    public string JsonText => $"{InJson} {Line} {Escaped}";

    /// <summary>Everything on one line of printable characters.</summary>
    public string Line =>
        OneLine(
            $"{string.Join(' ', Fields)} {Head} {Body} {WebUtility.UrlDecode(Body)} "
                + $"{LowerEscapes().Replace(Body, escape => escape.Value.ToLowerInvariant())} "
                + $"{string.Join(' ', Values)} {Cut} {Besides}"
        );

    /// <summary>The parts by themselves, as a service names the one that it finds wrong.</summary>
    public IEnumerable<string> Values
    {
        get
        {
            var bearer = Head.IndexOf("Bearer ", StringComparison.OrdinalIgnoreCase);
            if (bearer >= 0)
            {
                yield return Head[(bearer + 7)..].Split(' ')[0];
            }

            foreach (var text in Fields)
            {
                yield return WebUtility.UrlDecode(text);
            }

            foreach (var value in FieldsOf(Body))
            {
                yield return value;
            }
        }
    }

    // The form as a server repeats it that shows the beginning of each field.
    private string Cut =>
        Body.StartsWith('{') ? "" : string.Join('&', Body.Split('&').Select(pair => pair[..(pair.Length * 9 / 10)]));

    // The fields of a form, encoded as they came.
    private IEnumerable<string> Fields => Body.StartsWith('{') ? [] : Body.Split('&').Select(p => p.Split('=')[^1]);

    /// <summary>A part that can stand in a token of the protocol, such as a media type: no space, no slash.</summary>
    public string Word =>
        Values.LastOrDefault(v => v.Length > 2 && v.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        ?? "nothing";

    /// <summary>Each part as an entry of a list of errors, a number also in two halves.</summary>
    public JsonArray AsErrors() =>
        [
            .. Values
                .Append(InJson)
                .Append(Escaped)
                .Append(OneLine(Head))
                .Append(Body)
                .Append(WebUtility.UrlDecode(Body))
                .Select(v => new JsonObject { ["code"] = v, ["detail"] = $"The value '{v}' is not valid." }),
            .. Values
                .Where(v => v.Length > 12 && v.All(char.IsAsciiDigit))
                .Select(v => new JsonObject { ["code"] = v[..8], ["detail"] = v[8..] }),
        ];

    private static IEnumerable<string> FieldsOf(string body)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }

        return json is JsonObject fields
            ? fields.Where(f => f.Value is JsonValue).Select(f => f.Value!.ToString())
            : [];
    }

    // As another server would write them.
    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex LowerEscapes();

    private static string OneLine(string text) => new([.. text.Select(c => c is >= ' ' and <= '~' ? c : ' ')]);
}
