using System.Globalization;
using System.Security;
using VgsCalm.Accounts;
using VgsCalm.Auth;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace VgsCalm.Formats.Yaml;

/// <summary>Writes one configuration with YamlDotNet's emitter.</summary>
internal sealed class ServiceAccountWriter
{
    // Two spaces, lists indented below their key as on the VGS page, and lines never folded: a folded text reads back differently.
    private static readonly EmitterSettings Settings = new(
        bestIndent: 2,
        bestWidth: int.MaxValue,
        isCanonical: false,
        maxSimpleKeyLength: 1024,
        indentSequences: true,
        newLine: "\n"
    );

    private readonly Emitter _emitter;

    internal ServiceAccountWriter(TextWriter writer) => _emitter = new Emitter(writer, Settings);

    internal void Write(VgsServiceAccountConfig config, bool includeSecret)
    {
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        BeginMapping();
        WriteKey("apiVersion");
        WriteLiteral("1.0.0");
        WriteKey("kind");
        WriteLiteral("ServiceAccount");
        WriteKey("data");
        WriteData(config, includeSecret);
        EndMapping();
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
    }

    private void WriteData(VgsServiceAccountConfig config, bool includeSecret)
    {
        BeginMapping();
        WriteAnnotations(config);
        WriteVaults(config);
        if (config.AccessTokenLifespan is { } lifespan)
        {
            WriteKey("accessTokenLifespan");
            WriteLiteral(lifespan.ToString(CultureInfo.InvariantCulture));
        }

        if (config.ClientId is { } clientId)
        {
            WriteKey("clientId");
            WriteText(clientId, "ClientId");
        }

        if (includeSecret && config.ClientSecret is { } secret)
        {
            WriteKey("clientSecret");
            WriteSecret(secret);
        }

        WriteKey("name");
        WriteText(config.Name, "Name");
        WriteScopes(config);
        EndMapping();
    }

    private void WriteAnnotations(VgsServiceAccountConfig config)
    {
        if (config.VaultId is null && config.Annotations.Count == 0)
        {
            return;
        }

        WriteKey("annotations");
        BeginMapping();
        if (config.VaultId is { } vaultId)
        {
            WriteKey(ServiceAccountJson.VaultAnnotation);
            WriteText(vaultId, "VaultId");
        }

        foreach (var annotation in config.Annotations)
        {
            WriteText(annotation.Key, "Annotations");
            WriteText(annotation.Value, "Annotations");
        }

        EndMapping();
    }

    private void WriteVaults(VgsServiceAccountConfig config)
    {
        if (config.Vaults.Length == 0)
        {
            return;
        }

        WriteKey("vaults");
        BeginList();
        foreach (var vault in config.Vaults)
        {
            WriteText(vault, "Vaults");
        }

        EndList();
    }

    private void WriteScopes(VgsServiceAccountConfig config)
    {
        WriteKey("scopes");
        BeginList();
        foreach (var scope in config.Scope)
        {
            if (config.ScopeFormat == VgsScopeFormat.String)
            {
                WriteText(scope, "Scope");
            }
            else
            {
                WriteScopeObject(scope, "Scope", isOptional: false);
            }
        }

        foreach (var scope in config.OptionalScope)
        {
            WriteScopeObject(scope, "OptionalScope", isOptional: true);
        }

        EndList();
    }

    private void WriteScopeObject(string scope, string field, bool isOptional)
    {
        BeginMapping();
        WriteKey("name");
        WriteText(scope, field);
        if (isOptional)
        {
            WriteKey("optional");
            WriteLiteral("true");
        }

        EndMapping();
    }

    private void WriteKey(string name) => WriteLiteral(name);

    /// <summary>Writes one of our own words, which needs no quotes.</summary>
    private void WriteLiteral(string text) => WriteScalar(text, ScalarStyle.Plain);

    private void WriteText(string text, string field)
    {
        // Double quotes alone can express every text, by escapes.
        if (!IsWellFormed(text))
        {
            throw new VgsConfigException("it is not text: half of a surrogate pair has no character.", field: field);
        }

        WriteScalar(text, PlainScalar.Fits(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);
    }

    // The emitter takes strings only. The plaintext lives for this one call; the emitter forgets it with the next value.
    private void WriteSecret(SecureString secret) => WriteText(SecretText.Reveal(secret), "ClientSecret");

    private void WriteScalar(string text, ScalarStyle style) =>
        _emitter.Emit(
            new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true)
        );

    private void BeginMapping() =>
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));

    private void EndMapping() => _emitter.Emit(new MappingEnd());

    private void BeginList() =>
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));

    private void EndList() => _emitter.Emit(new SequenceEnd());

    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
