using System.Collections.Specialized;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Makes a dictionary of an object that is nothing but properties, as JSON gives it. PowerShell converts none of those, and leaves the
/// parameter out without a word where it comes from the pipeline.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldsAsDictionaryAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is not PSObject { BaseObject: PSCustomObject } record)
        {
            return inputData;
        }

        var fields = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var property in record.Properties)
        {
            fields.Add(property.Name, property.Value);
        }

        return fields;
    }
}
