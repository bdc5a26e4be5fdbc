using System.Text.Json;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Accounts;

/// <summary>Reads and checks <c>{"data":{"attributes":{…}}}</c> of a service account to be made.</summary>
internal static class ServiceAccountRequest
{
    private const int MinLifespan = 60;

    /// <summary>The account, with id and secret; null when <paramref name="errors"/> says what is wrong.</summary>
    public static ServiceAccount? Read(
        JsonElement body,
        string organizationId,
        EmulatorState state,
        List<string> errors
    )
    {
        if (!TryGetObject(body, "data", out var data) || !TryGetObject(data, "attributes", out var attributes))
        {
            errors.Add("data.attributes: must be an object");
            return null;
        }

        var name = Name(attributes, errors);
        var scopes = Scopes(attributes, errors);
        var vaults = Vaults(attributes, errors);
        var annotations = Annotations(attributes, errors);
        var lifespan = Lifespan(attributes, errors);
        if (errors.Count > 0)
        {
            return null;
        }

        return new ServiceAccount
        {
            ClientId = Identifier.CreateClientId(organizationId, name),
            ClientSecret = Identifier.CreateSecret(),
            OrganizationId = organizationId,
            Name = name,
            Scopes = scopes,
            Vaults = vaults,
            Annotations = annotations,
            AccessTokenLifespan = lifespan,
            CreatedAt = state.Time.GetUtcNow(),
        };
    }

    private static string Name(JsonElement attributes, List<string> errors)
    {
        var name = Member(attributes, "name") is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
        if (name.Length is 0 or > 20)
        {
            errors.Add("name: must be a string of 1 to 20 characters");
        }

        return name;
    }

    private static GrantedScope[] Scopes(JsonElement attributes, List<string> errors)
    {
        if (Member(attributes, "scopes") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            errors.Add("scopes: must be a list with at least one scope");
            return [];
        }

        var scopes = new List<GrantedScope>();
        foreach (var item in list.EnumerateArray())
        {
            if (Scope(item) is { Name.Length: > 0 } scope)
            {
                scopes.Add(scope);
            }
            else
            {
                errors.Add("scopes: must be strings, or objects with a name");
            }
        }

        return [.. scopes];
    }

    private static GrantedScope? Scope(JsonElement item) =>
        item.ValueKind switch
        {
            JsonValueKind.String => new GrantedScope(item.GetString()!),
            JsonValueKind.Object when Member(item, "name") is { ValueKind: JsonValueKind.String } name =>
                new GrantedScope(name.GetString()!, Member(item, "optional") is { ValueKind: JsonValueKind.True }),
            _ => null,
        };

    private static string[] Vaults(JsonElement attributes, List<string> errors)
    {
        if (Member(attributes, "vaults") is not { } list)
        {
            return [];
        }

        if (
            list.ValueKind is JsonValueKind.Array
            && list.EnumerateArray().All(vault => vault.ValueKind is JsonValueKind.String)
        )
        {
            return [.. list.EnumerateArray().Select(vault => vault.GetString()!)];
        }

        errors.Add("vaults: must be a list of vault ids");
        return [];
    }

    private static Dictionary<string, string> Annotations(JsonElement attributes, List<string> errors)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Member(attributes, "annotations") is not { } map)
        {
            return annotations;
        }

        if (
            map.ValueKind is not JsonValueKind.Object
            || !map.EnumerateObject().All(pair => pair.Value.ValueKind is JsonValueKind.String)
        )
        {
            errors.Add("annotations: must be an object of strings");
        }
        else
        {
            foreach (var pair in map.EnumerateObject())
            {
                annotations[pair.Name] = pair.Value.GetString()!;
            }
        }

        return annotations;
    }

    // 30 seconds are refused at VGS and 300 accepted; where the line is, is unknown.
    private static int? Lifespan(JsonElement attributes, List<string> errors)
    {
        if (Member(attributes, "access_token_lifespan") is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var seconds) && seconds >= MinLifespan)
        {
            return seconds;
        }

        errors.Add($"access_token_lifespan: must be a whole number of seconds, {MinLifespan} or more");
        return null;
    }

    private static bool TryGetObject(JsonElement parent, string name, out JsonElement child) =>
        parent.TryGetProperty(name, out child) && child.ValueKind is JsonValueKind.Object;

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
