using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>A single value.</summary>
internal sealed class LocatedScalar(string text, bool isPlain, int line, int column) : LocatedNode(line, column)
{
    internal string Text { get; } = text;

    /// <summary>Written without quotes, so that YAML's rules for null, numbers and booleans apply.</summary>
    internal bool IsPlain { get; } = isPlain;

    /// <summary>YAML's null (core schema, YAML 1.2 §10.3), or a placeholder of the documentation.</summary>
    internal bool IsAbsent =>
        IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL" || ServiceAccountText.IsPlaceholder(Text));

    internal override string Kind => "a single value";
}
