namespace VgsCalm.Formats.Yaml;

/// <summary>A key of a mapping with its value.</summary>
internal sealed class LocatedField(LocatedScalar key, LocatedNode value)
{
    internal LocatedScalar Key { get; } = key;

    internal LocatedNode Value { get; } = value;

    internal bool IsAbsent => Value is LocatedScalar { IsAbsent: true };
}
