using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>The fields of one mapping, read one by one by name; those that are never read are unknown.</summary>
internal sealed class FieldSet
{
    private readonly LocatedMapping _mapping;
    private readonly string _path;
    private readonly ConfigSource _source;
    private readonly Dictionary<string, LocatedField> _fields;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal FieldSet(LocatedNode node, string path, ConfigSource source)
    {
        _mapping =
            node as LocatedMapping
            ?? throw source.Fault($"fields are wanted here, not {node.Kind}.", node, path.Length == 0 ? null : path);
        _fields = _mapping.Fields.ToDictionary(field => field.Key.Text, StringComparer.Ordinal);
        _path = path;
        _source = source;
    }

    /// <summary>Fields that were not read, in the order of the file.</summary>
    internal IEnumerable<LocatedField> Unknown =>
        _mapping.Fields.Where(candidate => !_known.Contains(candidate.Key.Text));

    internal string Path(string name) => FieldPath.Join(_path, name);

    /// <summary>The text of a field; null where it is absent, null or a placeholder.</summary>
    internal LocatedScalar? ReadScalar(string name) => Take<LocatedScalar>(name, "a single value");

    /// <summary>The text of an identifier or a secret; it is absent also as an empty text or as a placeholder in quotes.</summary>
    internal LocatedScalar? ReadIdentity(string name) =>
        ReadScalar(name) is { Text.Length: > 0 } scalar && !ServiceAccountText.IsPlaceholder(scalar.Text)
            ? scalar
            : null;

    internal LocatedSequence? ReadList(string name) => Take<LocatedSequence>(name, "a list");

    internal FieldSet? ReadFields(string name) =>
        Take<LocatedMapping>(name, "a mapping") is { } mapping ? new FieldSet(mapping, Path(name), _source) : null;

    internal VgsConfigException Fault(string problem, LocatedNode at, string name) =>
        _source.Fault(problem, at, Path(name));

    /// <summary>The error for a field that has to be there: at the key that has no value, else where the mapping begins.</summary>
    internal VgsConfigException Missing(string name, string problem = "it is missing or has no value.") =>
        Fault(problem, (LocatedNode?)Find(name)?.Key ?? _mapping, name);

    private T? Take<T>(string name, string wanted)
        where T : LocatedNode
    {
        _known.Add(name);
        var field = Find(name);
        if (field is null or { IsAbsent: true })
        {
            return null;
        }

        return field.Value as T ?? throw Fault($"it has to be {wanted}, not {field.Value.Kind}.", field.Value, name);
    }

    private LocatedField? Find(string name) => _fields.TryGetValue(name, out var field) ? field : null;
}
