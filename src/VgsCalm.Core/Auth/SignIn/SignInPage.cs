using System.Globalization;
using System.Net;
using System.Text;

namespace VgsCalm.Auth.SignIn;

/// <summary>
/// The pages that the browser gets from the module: plain HTML, no scripts, nothing kept by caches or sent on as a
/// referrer.
/// </summary>
internal static class SignInPage
{
    public static byte[] SignedIn() =>
        Page(200, "OK", "You are signed in", "You can close this window and go back to PowerShell.");

    public static byte[] Failed(string reason) =>
        Page(200, "OK", "The sign-in failed", $"{reason} PowerShell says what to do next.");

    public static byte[] Ignored(string reason) =>
        Page(400, "Bad Request", "This is not the sign-in that is waited for", reason);

    public static byte[] NotFound() => Page(404, "Not Found", "Nothing here", "This address is for signing in only.");

    public static byte[] MethodNotAllowed() =>
        Page(405, "Method Not Allowed", "Not like this", "This address takes GET only.", "Allow: GET\r\n");

    private static byte[] Page(int status, string phrase, string title, string text, string headers = "")
    {
        var body = Encoding.UTF8.GetBytes(
            $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Encode(title)}</title>"
                + "<style>body{font:1.1em sans-serif;max-width:32em;margin:4em auto;padding:0 1em}</style></head>"
                + $"<body><h1>{Encode(title)}</h1><p>{Encode(text)}</p></body></html>\n"
        );
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} {phrase}\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n"
                + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n"
                + "Cache-Control: no-store\r\nPragma: no-cache\r\nReferrer-Policy: no-referrer\r\n"
                + "X-Content-Type-Options: nosniff\r\n"
                + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
                + headers
                + "Connection: close\r\n\r\n"
        );
        return [.. head, .. body];
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
