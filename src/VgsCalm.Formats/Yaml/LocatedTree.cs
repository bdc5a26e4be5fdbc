using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace VgsCalm.Formats.Yaml;

/// <summary>
/// Builds the tree of a file from YamlDotNet's events, and refuses at the first sight of it whatever a configuration has no use
/// for: anchors and aliases, tags, several documents, complex or repeated keys, deep or endless structures. YamlDotNet's object
/// deserializer is never involved, so no type can be named by a file.
/// </summary>
internal sealed class LocatedTree
{
    /// <summary>Deepest nesting of lists and mappings; a real file has four levels.</summary>
    internal const int MaxDepth = 16;

    /// <summary>Most values, keys included.</summary>
    internal const int MaxNodes = 10_000;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly ConfigSource _source;
    private int _nodes;

    private LocatedTree(TextReader reader, ConfigSource source)
    {
        _scanner = new Scanner(reader);
        _parser = new Parser(_scanner);
        _source = source;
    }

    /// <summary>Reads the one document of a file.</summary>
    internal static LocatedNode Read(ConfigText text, ConfigSource source)
    {
        using var reader = text.OpenReader();
        return new LocatedTree(reader, source).ReadDocument();
    }

    private LocatedNode ReadDocument()
    {
        ReadEvent(); // the start of the stream
        if (ReadEvent() is StreamEnd)
        {
            throw _source.Fault("the file is empty.", 1, 1);
        }

        var root = ReadNode(ReadEvent(), depth: 1);
        ReadEvent(); // the end of the document
        if (ReadEvent() is not StreamEnd and var next)
        {
            SkipEmptyDocument(next);
        }

        return root;
    }

    // A file may end in "---": a further document begins there, and has nothing in it.
    private void SkipEmptyDocument(ParsingEvent start)
    {
        if (
            ReadEvent()
            is not Scalar { Style: ScalarStyle.Plain, Value.Length: 0, Anchor.IsEmpty: true, Tag.IsEmpty: true }
        )
        {
            throw SecondDocument(start);
        }

        ReadEvent(); // the end of the document
        if (ReadEvent() is not StreamEnd and var further)
        {
            throw SecondDocument(further);
        }
    }

    private VgsConfigException SecondDocument(ParsingEvent start) =>
        _source.Fault("a second document begins here; a configuration is one document.", start.Start);

    private LocatedNode ReadNode(ParsingEvent start, int depth)
    {
        if (++_nodes > MaxNodes)
        {
            throw _source.Fault(
                $"there are more than {MaxNodes} values; this is no service-account configuration.",
                start.Start
            );
        }

        if (start is AnchorAlias)
        {
            throw _source.Fault("aliases ('*') are not accepted.", start.Start);
        }

        if (start is NodeEvent { Anchor.IsEmpty: false })
        {
            throw _source.Fault("anchors ('&') are not accepted.", start.Start);
        }

        if (start is NodeEvent { Tag.IsEmpty: false })
        {
            throw _source.Fault("tags ('!') are not accepted.", start.Start);
        }

        if (depth > MaxDepth && start is not Scalar)
        {
            throw _source.Fault($"lists and mappings are nested deeper than {MaxDepth} levels.", start.Start);
        }

        return start switch
        {
            Scalar scalar => new LocatedScalar(
                scalar.Value,
                scalar.Style == ScalarStyle.Plain,
                (int)scalar.Start.Line,
                (int)scalar.Start.Column
            ),
            SequenceStart => ReadSequence(start.Start, depth),
            MappingStart => ReadMapping(start.Start, depth),
            _ => throw _source.Fault(YamlFault.Other, start.Start),
        };
    }

    private LocatedSequence ReadSequence(Mark start, int depth)
    {
        var items = new List<LocatedNode>();
        while (ReadEvent() is not SequenceEnd and var item)
        {
            items.Add(ReadNode(item, depth + 1));
        }

        return new LocatedSequence(items, (int)start.Line, (int)start.Column);
    }

    private LocatedMapping ReadMapping(Mark start, int depth)
    {
        var fields = new List<LocatedField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (ReadEvent() is not MappingEnd and var next)
        {
            var node = ReadNode(next, depth + 1);
            if (node is not LocatedScalar key)
            {
                throw _source.Fault($"{node.Kind} cannot be a key.", node);
            }

            if (key is { IsPlain: true, Text.Length: 0 })
            {
                throw _source.Fault("a key is missing here.", key);
            }

            if (!names.Add(key.Text))
            {
                throw _source.Fault("the same key stands twice in one mapping.", key, FieldPath.Display(key.Text));
            }

            fields.Add(new LocatedField(key, ReadNode(ReadEvent(), depth + 1)));
        }

        return new LocatedMapping(fields, (int)start.Line, (int)start.Column);
    }

    private ParsingEvent ReadEvent()
    {
        try
        {
            if (_parser.MoveNext())
            {
                return _parser.Current!;
            }
        }
        catch (YamlException fault)
        {
            throw _source.Fault(YamlFault.Describe(fault), FindPlace(fault));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The parser reads from memory, so whatever else it throws (ArgumentException for an odd tag, for one) is its way of
            // refusing the text. The message is dropped: it can quote the text.
            throw _source.Fault(YamlFault.Other, _scanner.CurrentPosition);
        }

        throw _source.Fault(YamlFault.Other, _scanner.CurrentPosition);
    }

    // Some of the library's errors carry no place; then the scanner is still where it stopped.
    private Mark FindPlace(YamlException fault) =>
        fault.Start.Equals(Mark.Empty) && fault.End.Equals(Mark.Empty) ? _scanner.CurrentPosition : fault.Start;
}
