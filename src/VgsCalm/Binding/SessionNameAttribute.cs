using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Refuses the picture of a session where a session's name is meant: its text is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionNameAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        SessionTransformationAttribute.RefusePicture(inputData);
        foreach (var one in PipelineValue.Unwrap(inputData) is object[] several ? several : [])
        {
            SessionTransformationAttribute.RefusePicture(one);
        }

        return inputData;
    }
}
