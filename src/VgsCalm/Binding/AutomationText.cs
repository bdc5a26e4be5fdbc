using System.Text.RegularExpressions;
using VgsCalm.Webhooks;

namespace VgsCalm.Binding;

/// <summary>
/// <c>$WebhookData</c> as Azure Automation gives it to runbooks of PowerShell 7: text like JSON, without quotation marks around names and
/// values, <c>{WebhookName:…,RequestBody:…,RequestHeader:{…}}</c>. What is wrongly cut out of it has no good signature.
/// </summary>
/// <remarks>https://github.com/PowerShell/PowerShell/issues/19781</remarks>
internal static class AutomationText
{
    private const string BodyName = ",RequestBody:";
    private const string HeaderName = ",RequestHeader:{";

    // Up to the next header or the end. The value has commas and equals signs itself, and no colon.
    private static readonly Regex Signature = new(
        @"[{,]\s*" + WebhookSignature.Header + @"\s*:\s*(?<value>[^:}]*?)\s*(?=,[^,:=}]+:|\})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <returns>Null where the text is of another form.</returns>
    /// <exception cref="VgsApiException">WebhookInvalid: its body is empty or no text.</exception>
    public static WebhookDelivery? Read(string text)
    {
        var body = text.IndexOf(BodyName, StringComparison.OrdinalIgnoreCase);
        var header = text.LastIndexOf(HeaderName, StringComparison.OrdinalIgnoreCase);
        if (body < 0 || header < body + BodyName.Length)
        {
            return null;
        }

        var start = body + BodyName.Length;
        var found = Signature.Match(text, header + HeaderName.Length - 1);
        return new WebhookDelivery(
            WebhookBody.BytesOf(text.Substring(start, header - start)),
            found.Success ? found.Groups["value"].Value : null
        );
    }
}
