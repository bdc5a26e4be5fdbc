namespace VgsCalm.Formats.Yaml;

/// <summary>A list.</summary>
internal sealed class LocatedSequence(IReadOnlyList<LocatedNode> items, int line, int column)
    : LocatedNode(line, column)
{
    internal IReadOnlyList<LocatedNode> Items { get; } = items;

    internal override string Kind => "a list";
}
