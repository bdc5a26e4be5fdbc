using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>The scopes of a file, in either of the two forms that VGS documents, or in both at once.</summary>
internal sealed class ScopeList
{
    private const string Field = "scopes";

    private readonly ConfigSource _source;
    private readonly Action<FieldSet, string> _warnOfUnknown;
    private readonly List<string> _required = [];
    private readonly List<string> _optional = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private ScopeList(ConfigSource source, Action<FieldSet, string> warnOfUnknown)
    {
        _source = source;
        _warnOfUnknown = warnOfUnknown;
    }

    internal string[] Required => [.. _required];

    internal string[] Optional => [.. _optional];

    /// <summary>Object where a scope that isn't optional is one; an optional scope has no other form, so it tells nothing.</summary>
    internal VgsScopeFormat Format { get; private set; }

    internal static ScopeList Read(FieldSet data, ConfigSource source, Action<FieldSet, string> warnOfUnknown)
    {
        var list = data.ReadList(Field) ?? throw data.Missing(Field);
        if (list.Items.Count == 0)
        {
            throw data.Fault("an account needs at least one scope.", list, Field);
        }

        var scopes = new ScopeList(source, warnOfUnknown);
        for (var index = 0; index < list.Items.Count; index++)
        {
            scopes.Add(list.Items[index], $"{data.Path(Field)}[{index}]");
        }

        return scopes;
    }

    private void Add(LocatedNode item, string path)
    {
        switch (item)
        {
            case LocatedScalar scope:
                Add(scope, path, isOptional: false);
                break;
            case LocatedMapping:
                AddObject(new FieldSet(item, path, _source), path);
                break;
            default:
                throw _source.Fault($"a scope is wanted here, not {item.Kind}.", item, path);
        }
    }

    private void AddObject(FieldSet fields, string path)
    {
        var name = fields.ReadScalar("name") ?? throw fields.Missing("name");
        var isOptional = IsOptional(fields);
        _warnOfUnknown(fields, path);
        Add(name, fields.Path("name"), isOptional);
        if (!isOptional)
        {
            Format = VgsScopeFormat.Object;
        }
    }

    private void Add(LocatedScalar scope, string path, bool isOptional)
    {
        if (scope.IsAbsent)
        {
            throw _source.Fault("the scope is missing here.", scope, path);
        }

        if (ServiceAccountText.FaultInToken(scope.Text) is { } fault)
        {
            throw _source.Fault($"this is no scope: {fault}.", scope, path);
        }

        if (!_seen.Add(scope.Text))
        {
            throw _source.Fault("the scope is listed twice.", scope, path);
        }

        (isOptional ? _optional : _required).Add(scope.Text);
    }

    // YAML 1.2 knows no `yes`: only what is surely meant as a boolean decides whether a token carries a scope.
    private static bool IsOptional(FieldSet fields) =>
        fields.ReadScalar("optional") switch
        {
            null => false,
            { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
            { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
            var other => throw fields.Fault("it has to be true or false.", other, "optional"),
        };
}
