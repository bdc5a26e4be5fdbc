using System.Management.Automation;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>Lets <c>-Session</c> take a name where it takes a session.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = PipelineValue.Unwrap(inputData);
        return input is string name ? SessionStore.Current.Get(name) : input;
    }
}
