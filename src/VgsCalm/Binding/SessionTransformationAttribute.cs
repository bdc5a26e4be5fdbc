using System.Management.Automation;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>Lets <c>-Session</c> take a name where it takes a session.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (DeserializedObject.Is<VgsSession>(inputData))
        {
            throw new ArgumentTransformationMetadataException(
                "This is a picture of a session, as Start-Job, remoting and Import-Clixml give it: a session lives in its own process. "
                    + "Pass a credential to the other process and run Connect-VgsCalm there; thread jobs and ForEach-Object "
                    + "-Parallel share the session itself."
            );
        }

        var input = PipelineValue.Unwrap(inputData);
        return input is string name ? SessionStore.Current.Get(name) : input;
    }
}
