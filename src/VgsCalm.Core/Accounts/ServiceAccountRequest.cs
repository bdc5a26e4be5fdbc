using System.Text.Json;

namespace VgsCalm.Accounts;

/// <summary>The body that makes a service account at the Accounts API.</summary>
internal static class ServiceAccountRequest
{
    public static byte[] Write(VgsServiceAccountConfig config)
    {
        using var stream = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteStartObject("attributes");
            json.WriteString("name", config.Name);
            WriteVault(json, config);
            WriteScopes(json, config);
            if (config.AccessTokenLifespan is { } seconds)
            {
                json.WriteNumber("access_token_lifespan", seconds);
            }
            else
            {
                json.WriteNull("access_token_lifespan");
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteVault(Utf8JsonWriter json, VgsServiceAccountConfig config)
    {
        // The annotation is documented as required, "vaults" is newer; the API takes both in one call.
        json.WriteStartObject("annotations");
        foreach (var annotation in config.Annotations)
        {
            json.WriteString(annotation.Key, annotation.Value);
        }

        if (config.VaultId is not null)
        {
            json.WriteString(ServiceAccountJson.VaultAnnotation, config.VaultId);
        }

        json.WriteEndObject();

        if (config.Vaults.Length == 0)
        {
            return;
        }

        json.WriteStartArray("vaults");
        foreach (var vault in config.Vaults)
        {
            json.WriteStringValue(vault);
        }

        json.WriteEndArray();
    }

    private static void WriteScopes(Utf8JsonWriter json, VgsServiceAccountConfig config)
    {
        json.WriteStartArray("scopes");
        foreach (var scope in config.Scope)
        {
            WriteScope(json, scope, optional: false, config.ScopeFormat);
        }

        foreach (var scope in config.OptionalScope)
        {
            WriteScope(json, scope, optional: true, VgsScopeFormat.Object);
        }

        json.WriteEndArray();
    }

    private static void WriteScope(Utf8JsonWriter json, string scope, bool optional, VgsScopeFormat format)
    {
        if (format == VgsScopeFormat.String)
        {
            json.WriteStringValue(scope);
            return;
        }

        json.WriteStartObject();
        json.WriteString("name", scope);
        if (optional)
        {
            json.WriteBoolean("optional", true);
        }

        json.WriteEndObject();
    }
}
