namespace VgsCalm.Formats.Yaml;

/// <summary>A value of the file and the place where it begins, both counted from 1.</summary>
internal abstract class LocatedNode(int line, int column)
{
    internal int Line { get; } = line;

    internal int Column { get; } = column;

    /// <summary>What it is, in words for a message.</summary>
    internal abstract string Kind { get; }
}
