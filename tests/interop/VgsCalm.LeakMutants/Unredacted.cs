using System.Net;
using System.Reflection;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;

namespace VgsCalm.LeakMutants;

/// <summary>
/// What stands in the place of a piece that is taken out. Each takes what the redacting method takes, the object itself first; what it
/// does not look at is an object, since most types of the module are its own.
/// </summary>
public static class Unredacted
{
    public static string? Text(string? text) => text;

    public static string? TextOf(string? text, object with) => text;

    public static string? Said(object by, string? text) => text;

    public static string Written(string text, ReadOnlySpan<char> secret) => text;

    public static string WrittenBy(string text, ReadOnlySpan<char> secret, object find) => text;

    public static string? Replaced(string text, string old, string by) => text;

    public static string? RegexReplaced(object regex, string text, object by) => text;

    public static string Removed(string text, int start, int count) => text;

    public static string Header(string name, string value, object hide) => $"{name}: {value}";

    public static string Body(byte[] body, object contentType, object hide) => Encoding.UTF8.GetString(body);

    public static string Bytes(byte[] body, object what) => Encoding.UTF8.GetString(body);

    /// <summary>A copy: the redacting method changes the fields in their place.</summary>
    public static JsonNode? Json(JsonNode? node, object hide) => node?.DeepClone();

    public static string Field(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static string Message(Exception fault) => fault.Message;

    public static string MessageOf(Exception error, object redact) => error.Message;

    public static string Address(Uri address) => address.OriginalString;

    public static string AddressPart(Uri address, UriPartial part) => address.AbsoluteUri;

    public static string PathAndQuery(Uri address) => address.PathAndQuery;

    public static string Nothing(object of) => "";

    public static bool No(object about) => false;

    public static bool NotIn(object set, string name) => false;

    public static bool NotAtBeginning(ReadOnlySpan<char> text, ReadOnlySpan<char> beginning) => false;

    public static bool NotAtEnd(string text, string end, StringComparison how) => false;

    public static bool Yes(object about) => true;

    public static bool Harmless(object cause, object hide) => true;

    /// <summary>An argument as it was given, for PowerShell to convert or to refuse.</summary>
    public static object Given(object attribute, object engine, object input) => input;

    public static string Number(object card) =>
        (string?)card.GetType().GetMethod("RevealNumber")!.Invoke(card, null) ?? "";

    public static string Secret(object account) => Clear(account, "ClientSecret");

    public static string Token(object token) => Clear(token, "Token");

    private static string Clear(object of, string property) =>
        new NetworkCredential(
            "",
            (SecureString?)of.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)!.GetValue(of)
        ).Password;
}
