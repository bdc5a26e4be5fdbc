using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>A form posted to the realm, and the client that posted it.</summary>
internal sealed class ClientForm
{
    private readonly Dictionary<string, StringValues> _fields;

    private ClientForm(Dictionary<string, StringValues> fields, string? clientId, string? clientSecret)
    {
        _fields = fields;
        ClientId = clientId;
        ClientSecret = clientSecret;
    }

    public string? ClientId { get; }

    private string? ClientSecret { get; }

    /// <summary>A parameter must not come twice (RFC 6749 §3.2).</summary>
    public bool HasDuplicates => _fields.Values.Any(values => values.Count > 1);

    public string? this[string name] => Posted(_fields, name);

    /// <summary>Reads the form; a body that is none reads as an empty one, as Keycloak takes it.</summary>
    public static async ValueTask<ClientForm> ReadAsync(Exchange exchange)
    {
        var given = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        if (exchange.HasContentType("application/x-www-form-urlencoded") && await exchange.ReadBodyAsync() is { } body)
        {
            given = Parse(Encoding.UTF8.GetString(body.Span));
        }

        var (id, secret) = Basic(exchange.Http.Request) ?? (Posted(given, "client_id"), Posted(given, "client_secret"));

        // Someone who mixes the two up must not find the secret in the log.
        exchange.ClientId = id is not null && exchange.World.Accounts.Find(id) is not null ? id : null;
        return new ClientForm(given, id, secret);
    }

    /// <summary>The account, if id and secret are right and it has warmed up.</summary>
    public ServiceAccount? Authenticate(World world)
    {
        if (ClientId is null || world.Accounts.Find(ClientId) is not { } account)
        {
            return null;
        }

        if (!string.Equals(account.ClientSecret, ClientSecret, StringComparison.Ordinal))
        {
            return null;
        }

        var warmFrom = account.IsSeeded
            ? account.CreatedAt
            : account.CreatedAt.AddMilliseconds(world.Options.NewAccountWarmUp);
        return world.Time.GetUtcNow() >= warmFrom ? account : null;
    }

    private static Dictionary<string, StringValues> Parse(string body)
    {
        try
        {
            using var reader = new FormReader(body);
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return new Dictionary<string, StringValues>(StringComparer.Ordinal);
        }
    }

    /// <summary>Id and secret of a Basic header, each form-encoded (RFC 6749 §2.3.1).</summary>
    private static (string? Id, string? Secret)? Basic(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length))
        {
            return (null, null);
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Decode(parts[0]), Decode(parts[1])) : (null, null);
    }

    private static string? Posted(Dictionary<string, StringValues> given, string name) =>
        given.TryGetValue(name, out var values) ? values.ToString() : null;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
