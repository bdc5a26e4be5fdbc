using System.Collections;
using System.Text;
using VgsCalm.Webhooks;

namespace VgsCalm.Binding;

/// <summary>The raw bytes of a body, of what platforms give as one: text, bytes, a stream, base64.</summary>
internal static class WebhookBody
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="VgsApiException">WebhookInvalid: it is empty, too long, parsed already, or no text of UTF-8.</exception>
    public static byte[] BytesOf(object? body, bool isBase64 = false)
    {
        var bytes = PipelineValue.UnwrapValue(body) switch
        {
            null => [],
            string text when isBase64 => FromBase64(text),
            string text => FromText(text),
            byte[] raw => raw,
            Stream stream => FromStream(stream),
            IDictionary => throw WebhookInvalid.ParsedBody(),
            IEnumerable items => FromItems(items),
            _ => throw WebhookInvalid.ParsedBody(),
        };
        if (bytes.Length == 0)
        {
            throw WebhookInvalid.NoBody("what was given as its body is empty");
        }

        return bytes.Length <= WebhookDelivery.MaxBodyLength ? bytes : throw TooLong();
    }

    private static byte[] FromText(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw WebhookInvalid.UnreadableBody("has half a character in it, so it was decoded with loss");
        }
    }

    private static byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw WebhookInvalid.UnreadableBody("is said to be base64 (isBase64Encoded), and is not");
        }
    }

    private static byte[] FromStream(Stream stream)
    {
        using var read = new MemoryStream();
        try
        {
            var buffer = new byte[8192];
            for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0; )
            {
                read.Write(buffer, 0, count);
                if (read.Length > WebhookDelivery.MaxBodyLength)
                {
                    throw TooLong();
                }
            }
        }
        catch (Exception error)
            when (error
                    is IOException
                        or ObjectDisposedException
                        or NotSupportedException
                        or System.Net.HttpListenerException
            )
        {
            throw WebhookInvalid.UnreadableBody("could not be read to its end from the request");
        }

        return read.ToArray();
    }

    // Get-Content -AsByteStream gives a list of bytes; without it, a list of lines.
    private static byte[] FromItems(IEnumerable items)
    {
        var values = items
            .Cast<object?>()
            .Select(PipelineValue.UnwrapValue)
            .Take(WebhookDelivery.MaxBodyLength + 1)
            .ToArray();
        if (values.All(value => value is byte))
        {
            return [.. values.Cast<byte>()];
        }

        if (values is [string only])
        {
            return FromText(only);
        }

        throw values.All(value => value is string) ? WebhookInvalid.BodyInLines() : WebhookInvalid.ParsedBody();
    }

    private static VgsApiException TooLong() =>
        WebhookInvalid.UnreadableBody(
            $"is longer than {WebhookDelivery.MaxBodyLength} bytes, which no event of VGS is"
        );
}
