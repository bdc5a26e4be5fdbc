using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Lets a card stand where its id is meant: a VgsCard, or any object with an Id. What has none becomes an empty id, which the
/// command refuses in its own words: the text of a whole record could hold a card number, and must not become part of an address.
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
            IDictionary fields => fields["Id"]?.ToString() ?? "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => PSObject.AsPSObject(input).Properties["Id"]?.Value?.ToString() ?? "",
        };
}
