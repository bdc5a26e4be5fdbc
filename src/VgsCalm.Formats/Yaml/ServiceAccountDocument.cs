using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using VgsCalm.Accounts;
using VgsCalm.Auth;

namespace VgsCalm.Formats.Yaml;

/// <summary>Makes a configuration of a file's tree, field by field.</summary>
internal sealed class ServiceAccountDocument
{
    // More warnings than a person would read.
    private const int MaxWarnings = 20;

    // Real ones have 36 characters, and SecureString takes 65,536 at most.
    private const int MaxSecretLength = 4096;

    private static readonly Regex SupportedVersion = new(
        @"^1(\.[0-9]{1,9}){0,2}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    private readonly ConfigSource _source;
    private readonly List<string> _warnings = [];

    private ServiceAccountDocument(ConfigSource source) => _source = source;

    internal static ServiceAccountReadResult Read(LocatedNode root, ConfigSource source) =>
        new ServiceAccountDocument(source).Read(root);

    private ServiceAccountReadResult Read(LocatedNode root)
    {
        if (root is LocatedScalar { IsAbsent: true })
        {
            throw _source.Fault("the file is empty.", 1, 1);
        }

        var top = new FieldSet(root, "", _source);
        CheckKind(top);
        CheckVersion(top);
        var data = top.ReadFields("data") ?? throw top.Missing("data");
        WarnOfUnknown(top, "");

        var vaults = VaultBinding.Read(data, _source);
        var clientId = ReadId(data, "clientId");
        var name = data.ReadScalar("name") ?? throw data.Missing("name");
        if (string.IsNullOrWhiteSpace(name.Text))
        {
            throw data.Fault("a name cannot be blank.", name, "name");
        }

        var lifespan = ReadLifespan(data);
        var scopes = ScopeList.Read(data, _source, WarnOfUnknown);
        var secret = ReadSecret(data);
        WarnOfUnknown(data, "data");

        var config = new VgsServiceAccountConfig(name.Text, scopes.Required)
        {
            OptionalScope = scopes.Optional,
            ScopeFormat = scopes.Format,
            VaultId = vaults.VaultId,
            Vaults = vaults.Vaults,
            Annotations = vaults.OtherAnnotations,
            AccessTokenLifespan = lifespan,
            ClientId = clientId,
            ClientSecret = secret,
        };
        return new ServiceAccountReadResult(config, SummarizeWarnings());
    }

    private static void CheckKind(FieldSet top)
    {
        var kind = top.ReadScalar("kind") ?? throw top.Missing("kind");
        if (!string.Equals(kind.Text, "ServiceAccount", StringComparison.Ordinal))
        {
            throw top.Fault(
                $"it is '{FieldPath.Display(kind.Text)}', and only 'ServiceAccount' is read here.",
                kind,
                "kind"
            );
        }
    }

    private static void CheckVersion(FieldSet top)
    {
        var version = top.ReadScalar("apiVersion") ?? throw top.Missing("apiVersion");
        if (!SupportedVersion.IsMatch(version.Text))
        {
            throw top.Fault(
                "this version is not known; VgsCalm reads 1.0.0 and other versions 1.x.",
                version,
                "apiVersion"
            );
        }
    }

    private static string? ReadId(FieldSet data, string name)
    {
        var id = data.ReadIdentity(name);
        if (id is not null && ServiceAccountText.FaultInToken(id.Text) is { } fault)
        {
            throw data.Fault($"this is no id: {fault}.", id, name);
        }

        return id?.Text;
    }

    private static int? ReadLifespan(FieldSet data)
    {
        const string Field = "accessTokenLifespan";
        if (data.ReadScalar(Field) is not { } lifespan)
        {
            return null;
        }

        if (
            lifespan.IsPlain
            && int.TryParse(lifespan.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
        )
        {
            return seconds;
        }

        throw data.Fault("it has to be a whole number of seconds above zero, without quotes.", lifespan, Field);
    }

    private static SecureString? ReadSecret(FieldSet data)
    {
        const string Field = "clientSecret";
        if (data.ReadIdentity(Field) is not { } text)
        {
            return null;
        }

        if (text.Text.Length > MaxSecretLength)
        {
            throw data.Fault($"it is longer than {MaxSecretLength} characters.", text, Field);
        }

        return SecretText.ToSecureString(text.Text);
    }

    private void WarnOfUnknown(FieldSet fields, string path)
    {
        foreach (var field in fields.Unknown)
        {
            _warnings.Add(
                $"Line {field.Key.Line}: field {FieldPath.Join(path, field.Key.Text)} is not known and was passed over."
            );
        }
    }

    private string[] SummarizeWarnings() =>
        _warnings.Count <= MaxWarnings
            ? [.. _warnings]
            :
            [
                .. _warnings.Take(MaxWarnings),
                $"{_warnings.Count - MaxWarnings} more fields are not known and were passed over.",
            ];
}
