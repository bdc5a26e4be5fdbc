using System.Security;
using System.Text.Json;
using VgsCalm.Auth;
using VgsCalm.Json;

namespace VgsCalm.Accounts;

/// <summary>
/// Reads service accounts from the JSON of the Accounts API, whose list items are not documented: every spelling that
/// occurs is read.
/// </summary>
internal static class ServiceAccountJson
{
    /// <summary>The annotation that binds an account to its vault.</summary>
    public const string VaultAnnotation = "vgs.io/vault-id";

    /// <returns>The account that was made, or null when the answer does not have one.</returns>
    public static ServiceAccount? ReadCreated(byte[] body)
    {
        using var json = JsonFields.ParseObject(body);
        return json is null || Attributes(json.RootElement) is not { } attributes ? null : Read(attributes);
    }

    /// <returns>The accounts of a list, or null when the answer is no list.</returns>
    public static IReadOnlyList<ServiceAccount>? ReadList(byte[] body)
    {
        using var json = JsonFields.ParseObject(body);
        if (json is null || Attributes(json.RootElement) is not { } attributes)
        {
            return null;
        }

        if (!attributes.TryGet("service_accounts", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return
        [
            .. list.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(Read)
                .OfType<ServiceAccount>(),
        ];
    }

    private static JsonElement? Attributes(JsonElement root) => root.Object("data")?.Object("attributes");

    private static ServiceAccount? Read(JsonElement item)
    {
        if ((item.Text("client_id") ?? item.Text("clientId")) is not { Length: > 0 } clientId)
        {
            return null;
        }

        var scopes = Scopes(item);
        var annotations = Annotations(item);
        var vaults = Vaults(item);
        annotations.TryGetValue(VaultAnnotation, out var annotated);
        annotations.Remove(VaultAnnotation);
        return new ServiceAccount(
            clientId,
            Secret(item.Text("client_secret") ?? item.Text("clientSecret")),
            item.Text("name"),
            [.. scopes.Where(s => !s.Optional).Select(s => s.Name)],
            annotated ?? vaults.FirstOrDefault(),
            item.Integer("access_token_lifespan") ?? item.Integer("accessTokenLifespan"),
            annotations
        )
        {
            OptionalScope = [.. scopes.Where(s => s.Optional).Select(s => s.Name)],
            Vaults = vaults,
            CreatedAt = item.Time("created_at") ?? item.Time("createdAt"),
        };
    }

    private static (string Name, bool Optional)[] Scopes(JsonElement item)
    {
        if (!item.TryGet("scopes", out var list))
        {
            return [];
        }

        if (list.ValueKind == JsonValueKind.String)
        {
            return
            [
                .. (JsonFields.TextOf(list) ?? "")
                    .Split([' '], StringSplitOptions.RemoveEmptyEntries)
                    .Select(s => (s, false)),
            ];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. list.EnumerateArray().Select(Scope).Where(s => s.Name.Length > 0)];
    }

    private static (string Name, bool Optional) Scope(JsonElement scope) =>
        scope.ValueKind switch
        {
            JsonValueKind.String => (JsonFields.TextOf(scope) ?? "", false),
            JsonValueKind.Object => (
                scope.Text("name") ?? "",
                scope.TryGet("optional", out var optional) && optional.ValueKind == JsonValueKind.True
            ),
            _ => ("", false),
        };

    private static Dictionary<string, string> Annotations(JsonElement item)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (item.Object("annotations") is not { } fields)
        {
            return annotations;
        }

        foreach (var field in fields.EnumerateObject())
        {
            if (JsonFields.TextOf(field.Value) is { } text && JsonFields.NameOf(field) is { } name)
            {
                annotations[name] = text;
            }
        }

        return annotations;
    }

    private static string[] Vaults(JsonElement item)
    {
        if (!item.TryGet("vaults", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return
        [
            .. list.EnumerateArray()
                .Select(v => v.ValueKind == JsonValueKind.Object ? v.Text("id") : JsonFields.TextOf(v))
                .OfType<string>(),
        ];
    }

    private static SecureString? Secret(string? text) =>
        text is not { Length: > 0 } ? null : SecretText.ToSecureString(text);
}
