using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>
/// The vault of an account, which a file can name in two places: with an annotation, as VGS "Authentication - V1" requires, and
/// in the list of newer files. Either is enough; where both are there, they must agree.
/// </summary>
internal sealed class VaultBinding
{
    private VaultBinding(string? vaultId, string[] vaults, IReadOnlyDictionary<string, string> otherAnnotations)
    {
        VaultId = vaultId;
        Vaults = vaults;
        OtherAnnotations = otherAnnotations;
    }

    internal string? VaultId { get; }

    internal string[] Vaults { get; }

    internal IReadOnlyDictionary<string, string> OtherAnnotations { get; }

    internal static VaultBinding Read(FieldSet data, ConfigSource source)
    {
        var annotations = data.ReadFields("annotations");
        var annotated = annotations?.ReadIdentity(ServiceAccountJson.VaultAnnotation);
        if (annotated is not null)
        {
            RequireId(annotated, annotations!.Path(ServiceAccountJson.VaultAnnotation), source);
        }

        var listed = ReadList(data, source);
        if (annotated is not null && listed.Length > 0 && !listed.Contains(annotated.Text, StringComparer.Ordinal))
        {
            throw annotations!.Fault(
                "it names another vault than data.vaults.",
                annotated,
                ServiceAccountJson.VaultAnnotation
            );
        }

        return new VaultBinding(
            annotated?.Text ?? (listed.Length == 1 ? listed[0] : null),
            listed,
            ReadOthers(annotations)
        );
    }

    private static string[] ReadList(FieldSet data, ConfigSource source)
    {
        const string Field = "vaults";
        if (data.ReadList(Field) is not { } list)
        {
            return [];
        }

        var vaults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Items.Count; index++)
        {
            var path = $"{data.Path(Field)}[{index}]";
            var item = list.Items[index];
            if (item is not LocatedScalar vault)
            {
                throw source.Fault($"a vault id is wanted here, not {item.Kind}.", item, path);
            }

            if (vault.IsAbsent || ServiceAccountText.IsPlaceholder(vault.Text))
            {
                continue;
            }

            RequireId(vault, path, source);
            if (!seen.Add(vault.Text))
            {
                throw source.Fault("the vault is listed twice.", vault, path);
            }

            vaults.Add(vault.Text);
        }

        return [.. vaults];
    }

    private static void RequireId(LocatedScalar vault, string path, ConfigSource source)
    {
        if (ServiceAccountText.FaultInToken(vault.Text) is { } fault)
        {
            throw source.Fault($"this is no vault id: {fault}.", vault, path);
        }
    }

    private static Dictionary<string, string> ReadOthers(FieldSet? annotations)
    {
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        if (annotations is null)
        {
            return others;
        }

        // Any key is a good annotation, so none of them is unknown.
        foreach (var key in annotations.Unknown.Select(field => field.Key.Text).ToArray())
        {
            if (annotations.ReadScalar(key) is { } value)
            {
                others.Add(key, value.Text);
            }
        }

        return others;
    }
}
