using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Tests.Leaks;

/// <summary>
/// A server on 127.0.0.1 that gives back what it got, in every place of an answer where text can stand: token endpoint, API and
/// proxy in one. The first part of the path says how; as a proxy, the port does.
/// </summary>
internal sealed class EchoingServer : IAsyncDisposable
{
    private readonly WireServer _server = new();

    /// <param name="asProxy">The mode of every answer; null: the path says it.</param>
    public EchoingServer(string? asProxy = null)
    {
        var echo = new WireScript(connection =>
            connection.SendAsync(Latin1(AnswerTo(Read(connection.Request, asProxy))))
        );
        _server.Break(echo, Spot.Any).Listen();
    }

    /// <summary>Answers that are read, and not asked for again.</summary>
    public static string[] Refusals { get; } =
    ["errors", "keycloak", "html", "text", "cut-json", "headers", "redirect", "media-type", "reason"];

    /// <summary>Successes that are not what was asked for, or have in them what was sent.</summary>
    public static string[] Successes { get; } = ["fields", "list", "no-json", "success-type"];

    /// <summary>What is no HTTP: the client quotes it in its exceptions.</summary>
    public static string[] Breakages { get; } = ["status-line", "header-line", "chunk"];

    public string Address => _server.Address.ToString().TrimEnd('/');

    /// <summary>Tokens that it gave out itself: text without any form by which it could be known.</summary>
    public ConcurrentQueue<string> IssuedTokens { get; } = new();

    /// <summary>What it says besides what it got: sensitive values of others.</summary>
    public string Says { get; set; } = "";

    /// <summary>The same in JSON: what no other place of an answer can carry.</summary>
    public string SaysInJson { get; set; } = "";

    /// <summary>A secret of others, where a secret has its place.</summary>
    public string Secret { get; set; } = "";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RepeatedRequest Read(ReadOnlySpan<byte> request, string? asProxy)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        var lines = Encoding.Latin1.GetString(request[..end]).Split("\r\n");
        return new RepeatedRequest(
            asProxy ?? lines[0].Split(' ')[1].Split('/')[1],
            lines[0].Split(' ')[0],
            string.Join(' ', lines),
            Encoding.UTF8.GetString(request[(end + 4)..]),
            Says,
            SaysInJson
        );
    }

    // The wire sends a byte a character.
    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    // A person's sign-in gets as far as it must for the client to have a secret: a device code, then a refresh token.
    private string AnswerTo(RepeatedRequest request) =>
        request.Head.Contains("/auth/device HTTP", StringComparison.Ordinal) ? DeviceCode()
        : request.Mode is "person" && request.Body.Contains("device_code", StringComparison.Ordinal) ? Token()
        : Repeat(request);

    private string Repeat(RepeatedRequest request) =>
        request.Mode switch
        {
            "person" => Json(
                400,
                new JsonObject { ["error"] = "invalid_grant", ["error_description"] = request.JsonText }
            ),
            "opaque" => Token(),
            "errors" => Json(
                422,
                new JsonObject
                {
                    ["errors"] = request.AsErrors(),
                    ["trace_id"] = request.Word,
                    ["others"] = new JsonArray(new JsonObject { ["client_secret"] = Secret }),
                }
            ),
            "keycloak" => Json(
                400,
                new JsonObject { ["error"] = request.Word, ["error_description"] = request.JsonText }
            ),
            "html" => Answer("400 Bad Request", "text/html", $"<html><title>{request.Line}</title></html>"),
            "text" => Answer("400 Bad Request", "text/plain", request.Line),
            "cut-json" => Answer(
                "422 Unprocessable",
                "application/json",
                $"{{\"errors\":[{{\"detail\":\"{request.Line.Replace("\"", "'", StringComparison.Ordinal)}"
            ),
            "headers" => Answer(
                "403 Forbidden",
                "application/json",
                "{}",
                $"X-Request-Id: {request.Word}\r\nX-Echo: {request.Line}\r\nX-Value: {request.Word}\r\n"
                    + $"WWW-Authenticate: Bearer "
                    + $"error_description=\"{request.Line.Replace("\"", "'", StringComparison.Ordinal)}\"\r\n"
            ),
            "redirect" => Answer(
                "302 Found",
                "text/html",
                "",
                $"Location: https://elsewhere.example/{Uri.EscapeDataString(request.Line)}?q={Uri.EscapeDataString(request.Line)}\r\n"
            ),
            "media-type" => Answer("400 Bad Request", "application/" + request.Word, "-"),
            "reason" => Answer("400 " + request.Line, "text/plain", ""),
            "fields" => Json(200, Fields(request)),
            "list" => Answer("200 OK", "application/json", new JsonArray(request.JsonText).ToJsonString()),
            "no-json" => Answer("200 OK", "text/html", request.Line),
            "success-type" => Answer("200 OK", "application/" + request.Word, "-"),
            "status-line" => $"HTTP/1.1 {request.Line}\r\n\r\n",
            "header-line" => $"HTTP/1.1 400 Bad Request\r\n{WithoutColons(request.Line)}\r\n\r\n",
            "chunk" => $"HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n{request.Line}\r\n",
            "407" => Answer(
                "407 " + request.Line,
                "text/plain",
                request.Line,
                $"Proxy-Authenticate: Basic realm=\"{request.Word}\"\r\n"
            ),
            "502" => Answer("502 " + request.Line, "text/plain", request.Line),
            _ => throw new IOException($"No mode '{request.Mode}'."),
        };

    // An address without its colons would be none: they are written as escapes.
    private static string WithoutColons(string line) =>
        line.Replace("://u:", "%3A%2F%2Fu%3A", StringComparison.Ordinal).Replace(":", " ", StringComparison.Ordinal);

    private string NewToken()
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        IssuedTokens.Enqueue(token);
        return token;
    }

    private string DeviceCode() =>
        Json(
            200,
            new JsonObject
            {
                ["device_code"] = NewToken(),
                ["user_code"] = "AAAA-BBBB",
                ["verification_uri"] = "https://auth.example/device",
                ["interval"] = 1,
            }
        );

    private string Token()
    {
        var token = NewToken();
        return Json(
            200,
            new JsonObject
            {
                ["access_token"] = token,
                ["refresh_token"] = NewToken(),
                ["token_type"] = "bearer",
                ["expires_in"] = 300,
            }
        );
    }

    // A card, its update, a network token, a merchant, attributes and a token in one: what each command knows of it, it takes.
    private static JsonObject Fields(RepeatedRequest request)
    {
        JsonObject Of(string text) =>
            new()
            {
                ["id"] = text,
                ["client_id"] = text,
                ["pan_alias"] = text,
                ["state"] = text,
                ["event"] = text,
                ["failure_code"] = text,
                ["name"] = text,
                ["bin"] = text,
                ["brand"] = text,
                ["issuing_organization"] = text,
                ["cobadged_brands"] = new JsonArray(text),
                ["card_type"] = text,
                ["card_category"] = text,
                ["issuing_country_name"] = text,
                ["issuing_country_code"] = text,
                ["card_commercial_type"] = text,
                ["regulation_status"] = text,
                ["version"] = text,
                ["prepaid_type"] = text,
                ["expires_at"] = text,
                ["network_token_last4"] = text,
                ["card"] = new JsonObject
                {
                    ["bin"] = text,
                    ["last4"] = text,
                    ["expires_at"] = text,
                },
                ["dba_merchant_trade_name"] = text,
                ["contact_email"] = text,
                ["merchant_legal_name"] = text,
                ["merchant_code"] = text,
                ["company_website_url"] = text,
                ["acquirer_identification"] = text,
                ["acquirer_merchant_id"] = text,
                ["contact_name"] = text,
                ["duns_number"] = text,
                ["vault_id"] = text,
                ["organization_id"] = text,
            };
        var answer = Of(request.JsonText);
        answer["data"] = Of($"{request.InJson} {string.Join(' ', request.Values)}");
        answer["data"]!["attributes"] = new JsonObject
        {
            ["client_secret"] = "of-no-use",
            ["service_accounts"] = new JsonArray(Account(request.JsonText)),
        };
        foreach (var field in Account(request.JsonText))
        {
            answer["data"]!["attributes"]![field.Key] = field.Value!.DeepClone();
        }

        answer["access_token"] = "of-no-use";
        answer["scope"] = string.Join(' ', request.Values);
        return answer;
    }

    private static JsonObject Account(string text) =>
        new()
        {
            ["client_id"] = text,
            ["name"] = text,
            ["vaults"] = new JsonArray(text),
            ["annotations"] = new JsonObject { ["said"] = text },
            ["scopes"] = new JsonArray(text, new JsonObject { ["name"] = text, ["optional"] = true }),
        };

    private static string Json(int status, JsonObject body) =>
        Answer(status.ToString(CultureInfo.InvariantCulture) + " -", "application/json", body.ToJsonString());

    private static string Answer(string status, string type, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n{headers}\r\n{body}";
}
