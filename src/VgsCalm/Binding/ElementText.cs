using System.Xml;

namespace VgsCalm.Binding;

/// <summary>
/// The text of an XML element that has attributes and, beside them, nothing but text. The engine gives an element without attributes as
/// its text, and one with them as the element, whose own text is the name of its type.
/// </summary>
internal static class ElementText
{
    /// <summary>Null for what is no such element.</summary>
    public static string? Find(object? value) =>
        PipelineValue.Unwrap(value) is XmlElement element && element.ChildNodes.Cast<XmlNode>().All(HasText)
            ? element.InnerText
            : null;

    private static bool HasText(XmlNode node) =>
        node.NodeType
            is XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace;
}
