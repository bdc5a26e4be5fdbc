using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Makes a dictionary of an object that is nothing but properties, as JSON gives it. PowerShell converts none of those, and leaves the
/// parameter out without a word where it comes from the pipeline: what is none is refused here.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldsAsDictionaryAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // Nothing is refused by the parameter itself; an empty text is the empty cell of a file.
        if (inputData is not PSObject { BaseObject: PSCustomObject } record)
        {
            return PipelineValue.Unwrap(inputData) switch
            {
                null or IDictionary => inputData,
                string text when string.IsNullOrWhiteSpace(text) => new OrderedDictionary(),
                var other => throw new ArgumentTransformationMetadataException(
                    $"A {other.GetType().Name} has no names and values. Give a hashtable or an object; a query as text stands after the "
                        + "path, with a question mark before it."
                ),
            };
        }

        var fields = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var property in record.Properties)
        {
            fields.Add(property.Name, property.Value);
        }

        return fields;
    }
}
