using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using VgsCalm.Emulator.Auth.SignIn;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>A form posted to the realm, and the client that posted it.</summary>
internal sealed class ClientForm
{
    private readonly Dictionary<string, StringValues> _fields;
    private readonly string? _clientId;
    private readonly string? _clientSecret;

    private ClientForm(Dictionary<string, StringValues> fields, string? clientId, string? clientSecret)
    {
        _fields = fields;
        _clientId = clientId;
        _clientSecret = clientSecret;
    }

    /// <summary>A parameter must not come twice (RFC 6749 §3.2).</summary>
    public bool HasDuplicates => _fields.Values.Any(values => values.Count > 1);

    /// <summary>Whether the client is the realm's public one, which has no secret to show.</summary>
    public bool NamesPublicClient => PublicClient.IsNamedBy(_clientId);

    public string? this[string name] => Posted(_fields, name);

    /// <summary>
    /// Reads the form; a body that is none reads as an empty one, as Keycloak takes it. Id and secret come from the Basic
    /// header, and each of them from the form where the form has it (Keycloak: ClientIdAndSecretAuthenticator).
    /// </summary>
    public static async ValueTask<ClientForm> ReadAsync(Exchange exchange)
    {
        var given = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        if (exchange.HasContentType("application/x-www-form-urlencoded") && await exchange.ReadBodyAsync() is { } body)
        {
            given = Parse(Encoding.UTF8.GetString(body.Span));
        }

        var (headerId, headerSecret) = Basic(exchange.Http.Request);
        var id = Posted(given, "client_id") ?? headerId;
        var secret = Posted(given, "client_secret") ?? headerSecret;

        // Only a known id goes into the log: a caller that mixes id and secret up would leave the secret there.
        exchange.ClientId =
            id is not null && (PublicClient.IsNamedBy(id) || exchange.State.Accounts.Find(id) is not null) ? id : null;
        return new ClientForm(given, id, secret);
    }

    /// <summary>The account, if id and secret are right and it has warmed up; else why not.</summary>
    public (ServiceAccount? Account, ClientRefusal Refusal) Authenticate(EmulatorState state)
    {
        if (string.IsNullOrEmpty(_clientId))
        {
            return (null, ClientRefusal.IdMissing);
        }

        if (state.Accounts.Find(_clientId) is not { } account || state.Time.GetUtcNow() < WarmFrom(account, state))
        {
            return (null, ClientRefusal.Unknown);
        }

        return string.Equals(account.ClientSecret, _clientSecret, StringComparison.Ordinal)
            ? (account, default)
            : (null, ClientRefusal.WrongSecret);
    }

    private static DateTimeOffset WarmFrom(ServiceAccount account, EmulatorState state) =>
        account.IsSeeded ? account.CreatedAt : account.CreatedAt.AddMilliseconds(state.Options.NewAccountWarmUp);

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

    /// <summary>Id and secret of a Basic header, each form-encoded (RFC 6749 §2.3.1); nulls where it has none.</summary>
    private static (string? Id, string? Secret) Basic(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
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
