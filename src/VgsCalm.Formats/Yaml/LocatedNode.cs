using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>A value of the file and the place where it begins, both counted from 1.</summary>
internal abstract class LocatedNode(int line, int column)
{
    internal int Line { get; } = line;

    internal int Column { get; } = column;

    /// <summary>What it is, in words for a message.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A single value.</summary>
internal sealed class LocatedScalar(string text, bool isPlain, int line, int column) : LocatedNode(line, column)
{
    internal string Text { get; } = text;

    /// <summary>Written without quotes, so that YAML's rules for null, numbers and booleans apply.</summary>
    internal bool IsPlain { get; } = isPlain;

    /// <summary>YAML's null (core schema, YAML 1.2 §10.3), or a placeholder of the documentation that nobody has filled in.</summary>
    internal bool IsAbsent =>
        IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL" || ServiceAccountText.IsPlaceholder(Text));

    internal override string Kind => "a single value";
}

/// <summary>A list.</summary>
internal sealed class LocatedSequence(IReadOnlyList<LocatedNode> items, int line, int column)
    : LocatedNode(line, column)
{
    internal IReadOnlyList<LocatedNode> Items { get; } = items;

    internal override string Kind => "a list";
}

/// <summary>A mapping; its keys are single values, and no two are the same.</summary>
internal sealed class LocatedMapping(IReadOnlyList<LocatedField> fields, int line, int column)
    : LocatedNode(line, column)
{
    internal IReadOnlyList<LocatedField> Fields { get; } = fields;

    internal override string Kind => "a mapping";
}

/// <summary>A key of a mapping with its value.</summary>
internal sealed class LocatedField(LocatedScalar key, LocatedNode value)
{
    internal LocatedScalar Key { get; } = key;

    internal LocatedNode Value { get; } = value;

    internal bool IsAbsent => Value is LocatedScalar { IsAbsent: true };
}
