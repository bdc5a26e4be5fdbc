namespace VgsCalm.Formats.Yaml;

/// <summary>A mapping; its keys are single values, and no two are the same.</summary>
internal sealed class LocatedMapping(IReadOnlyList<LocatedField> fields, int line, int column)
    : LocatedNode(line, column)
{
    internal IReadOnlyList<LocatedField> Fields { get; } = fields;

    internal override string Kind => "a mapping";
}
