using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace VgsCalm.Tests.Leaks;

/// <summary>
/// A server on 127.0.0.1 that gives back what it got, in every place of an answer where text can stand: token endpoint, API and
/// proxy in one. The first part of the path says how; as a proxy, the port does.
/// </summary>
internal sealed class EchoingServer : IAsyncDisposable
{
    // Written as bytes in hexadecimal, none of these is two digits: a token in them looks in no way like a card number.
    private const string TokenSigns = "JKLMNOZjklmnoz";

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

    /// <summary>The same with escapes in place of digits.</summary>
    public string SaysEscaped { get; set; } = "";

    /// <summary>A token of others, where an id has its place.</summary>
    public string Token { get; set; } = "";

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
            SaysInJson,
            SaysEscaped
        );
    }

    // The wire sends a byte a character.
    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    // A person's sign-in gets as far as it must for the client to have a secret: a device code, then a refresh token.
    private string AnswerTo(RepeatedRequest request) =>
        request.Head.Contains("/auth/device HTTP", StringComparison.Ordinal) ? DeviceCode()
        : request.Mode is "person" or "codes" && request.Body.Contains("device_code", StringComparison.Ordinal)
            ? TokenAnswer()
        : Repeat(request);

    private string Repeat(RepeatedRequest request) =>
        request.Mode switch
        {
            "codes" => Json(
                400,
                new JsonObject { ["error"] = request.JsonText, ["error_description"] = request.JsonText }
            ),
            "names" => Json(200, new JsonObject { [$"a{request.JsonText}"] = 1, [$"A{request.JsonText}"] = 2 }),
            "fields" when RepeatedFields.IsList(request) => Json(200, RepeatedFields.CreateList(request, Token)),
            "person" => Json(
                400,
                new JsonObject { ["error"] = "invalid_grant", ["error_description"] = request.JsonText }
            ),
            "opaque" => TokenAnswer(),
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
            "fields" => Json(200, RepeatedFields.Create(request)),
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
        line.Replace("://u:", "%3A%2F%2Fu%3A", StringComparison.Ordinal)
            .Replace(@":\/\/u:", @"%3A\/\/u%3A", StringComparison.Ordinal)
            .Replace(":", " ", StringComparison.Ordinal);

    private string NewToken(string middle = "")
    {
        var token =
            RandomNumberGenerator.GetString(TokenSigns, 20) + middle + RandomNumberGenerator.GetString(TokenSigns, 20);
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

    // The refresh token has signs that a form has to escape.
    private string TokenAnswer()
    {
        var token = NewToken();
        return Json(
            200,
            new JsonObject
            {
                ["access_token"] = token,
                ["refresh_token"] = NewToken("+/"),
                ["token_type"] = "bearer",
                ["expires_in"] = 300,
            }
        );
    }

    private static string Json(int status, JsonObject body) =>
        Answer(status.ToString(CultureInfo.InvariantCulture) + " -", "application/json", body.ToJsonString());

    private static string Answer(string status, string type, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n{headers}\r\n{body}";
}
