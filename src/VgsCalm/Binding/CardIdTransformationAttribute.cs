using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Lets a card stand where its id is meant: a VgsCard, an event of one, or any object with a CardId or else an Id. What has none
/// becomes an empty id, which the command refuses in its own words: the text of a whole record could hold a card number, and must
/// not become part of an address.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CardIdTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = PipelineValue.Unwrap(inputData);
        return input is IEnumerable several and not (string or IDictionary)
            ? several.Cast<object?>().Select(IdOf).ToArray()
            : new[] { IdOf(inputData) };
    }

    private static string IdOf(object? input) =>
        PipelineValue.Unwrap(input) switch
        {
            null => "",
            string text => text,
            VgsCard card => card.Id,
            VgsWebhookEvent told => told.CardId ?? "",
            IDictionary fields => (fields.Contains("CardId") ? fields["CardId"] : fields["Id"])?.ToString() ?? "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => ReadId(PSObject.AsPSObject(input).Properties),
        };

    // What has both is about a card, and its Id is its own: an event that was kept in a file or a queue.
    private static string ReadId(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        (properties["CardId"] ?? properties["Id"])?.Value?.ToString() ?? "";
}
