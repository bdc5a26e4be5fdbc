using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using VgsCalm.Binding;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Json;

/// <summary>A body as its label says: JSON unless it is labelled as a form or as XML. Text and bytes are sent as they are.</summary>
internal static class BodyWriter
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <param name="body">What the caller gave.</param>
    /// <param name="contentType">The body's label; null where the API's own JSON type is used.</param>
    /// <exception cref="VgsApiException">RequestInvalid: the body cannot be written under that label.</exception>
    public static byte[] Write(object body, string? contentType)
    {
        // A label that cannot be read is refused later, with words of its own.
        var label = MediaTypeHeaderValue.TryParse(contentType ?? "", out var parsed) ? parsed : null;
        var value = PipelineValue.UnwrapValue(body);
        return value switch
        {
            byte[] bytes => bytes,
            string text => Encode(text, label),
            IList lines when AreOfFile(lines) => Encode(string.Join("\n", lines.Cast<object>()), label),
            _ when label?.MediaType is null || IsJson(label.MediaType) => WriteJson(body, label),
            XmlNode xml when IsXml(label.MediaType) => Encode(xml.OuterXml, label),
            _ when label.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase) => Encode(FormOf(body), label),
            _ => throw Invalid(
                $"{Describe(value)} cannot be sent as {Redactor.MaskSensitive(label.MediaType)}",
                "Give the body as text, or leave -ContentType out to send JSON."
            ),
        };
    }

    // Get-Content without -Raw gives a file's lines, each with its number: one text, as Invoke-RestMethod takes them, and no list of texts.
    private static bool AreOfFile(IList lines) =>
        lines.Count > 0
        && lines
            .Cast<object?>()
            .All(line => line is PSObject { BaseObject: string } text && text.Properties["ReadCount"] is not null);

    private static byte[] WriteJson(object body, MediaTypeHeaderValue? label)
    {
        var json = JsonInput.Write(body);
        return label?.CharSet is null ? json : Encode(Encoding.UTF8.GetString(json), label);
    }

    private static byte[] Encode(string text, MediaTypeHeaderValue? label)
    {
        var encoding = label?.CharSet is null ? null : BodyText.Find(label.CharSet);
        if (label?.CharSet is not null && encoding is null)
        {
            throw Invalid(
                $"the charset '{Redactor.MaskSensitive(label.CharSet)}' is not known here",
                "Write it as charset=utf-8."
            );
        }

        return (encoding ?? Encoding.UTF8).GetBytes(text);
    }

    private static string FormOf(object body)
    {
        var fields =
            PipelineValue.Unwrap(body) as IDictionary
            ?? (
                body is PSObject { BaseObject: PSCustomObject } record
                    ? record.Properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
                    : throw Invalid(
                        $"{Describe(PipelineValue.Unwrap(body))} has no fields to write as a form",
                        "Give a hashtable, or the form as text."
                    )
            );
        return string.Join(
            "&",
            (NameValuePairs.ReadQuery(fields) ?? []).Select(field =>
                $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(field.Value)}"
            )
        );
    }

    private static bool IsJson(string mediaType) =>
        mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static bool IsXml(string mediaType) =>
        mediaType.EndsWith("/xml", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);

    private static string Describe(object? value) => value is null ? "nothing" : $"a {value.GetType().Name}";

    private static VgsApiException Invalid(string why, string action) =>
        new(VgsErrorId.RequestInvalid, $"The body cannot be written: {why}; nothing was sent.", "Body")
        {
            RecommendedAction = action,
        };
}
