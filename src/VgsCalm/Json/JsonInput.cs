using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Numerics;
using System.Text.Json;
using System.Xml;
using VgsCalm.Binding;

namespace VgsCalm.Json;

/// <summary>PowerShell objects as a JSON body: hashtables, objects, arrays, plain values.</summary>
internal static class JsonInput
{
    // Objects of PowerShell may point at themselves; a body of an API is never this deep.
    private const int MaxDepth = 64;

    /// <exception cref="VgsApiException">RequestInvalid: it cannot be written as JSON.</exception>
    public static byte[] Write(object body)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, body, depth: 0);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Invalid($"it is more than {MaxDepth} levels deep, or points at itself");
        }

        if (WriteSimple(json, PipelineValue.UnwrapValue(value)))
        {
            return;
        }

        switch (PipelineValue.Unwrap(value))
        {
            case IDictionary fields:
                json.WriteStartObject();
                foreach (DictionaryEntry field in fields)
                {
                    WriteField(json, PipelineValue.NameOf(field), field.Value, depth);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (var property in PSObject.AsPSObject(value ?? "").Properties.Where(p => p.IsGettable))
                {
                    WriteField(json, property.Name, ValueOf(property), depth);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            throw Invalid($"the value of its property '{property.Name}' cannot be read");
        }
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value, int depth)
    {
        json.WritePropertyName(name);
        Write(json, value, depth + 1);
    }

    private static bool WriteSimple(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull or NullString:
            case PSObject nothing when ReferenceEquals(nothing, AutomationNull.Value):
                json.WriteNullValue();
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case char c:
                json.WriteStringValue(c.ToString());
                return true;
            case bool yes:
                json.WriteBooleanValue(yes);
                return true;
            case SwitchParameter on:
                json.WriteBooleanValue(on.IsPresent);
                return true;
            case Enum named:
                json.WriteStringValue(named.ToString());
                return true;
            case DateTime time:
                json.WriteStringValue(time);
                return true;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                return true;
            case Guid id:
                json.WriteStringValue(id);
                return true;
            case Uri address:
                json.WriteStringValue(address.OriginalString);
                return true;
            case double.NaN
            or double.PositiveInfinity
            or double.NegativeInfinity
            or float.NaN
            or float.PositiveInfinity
            or float.NegativeInfinity:
                throw Invalid("it has a number that JSON does not know (NaN or infinity)");
            case BigInteger or sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return true;
            case double or float:
                json.WriteRawValue(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture));
                return true;
            case XmlNode:
                throw Invalid("it has XML in it; send that with -ContentType application/xml");
            case System.Security.SecureString or PSCredential:
                throw Invalid("it has a secure string or a credential in it, which is not sent as text unasked");
            default:
                return false;
        }
    }

    private static VgsApiException Invalid(string why) =>
        new(VgsErrorId.RequestInvalid, $"The body cannot be written as JSON: {why}; nothing was sent.", "Body")
        {
            RecommendedAction = "Give a hashtable or an object of plain values, or a JSON string.",
        };
}
