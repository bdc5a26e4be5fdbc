using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Refuses several names of an enumeration where one is meant. PowerShell adds up what they stand for: Sandbox and Live are Live.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneValueAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipelineValue.Unwrap(inputData) switch
        {
            IList { Count: > 1 } => throw PlainTextAttribute.RefuseList(),
            string names when names.Contains(',') => throw PlainTextAttribute.RefuseList(),
            _ => inputData,
        };
}
