using System.Management.Automation;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>Lets <c>-Session</c> take a name where it takes a session.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        RefusePicture(inputData);
        var input = PipelineValue.Unwrap(inputData);
        return input is string name ? SessionStore.Current.Get(name) : input;
    }

    /// <exception cref="ArgumentTransformationMetadataException">It is a session that another process has written.</exception>
    public static void RefusePicture(object given)
    {
        if (DeserializedObject.Is<VgsSession>(given))
        {
            throw new ArgumentTransformationMetadataException(
                "This is a picture of a session, as Start-Job, remoting and Import-Clixml give it: a session lives in its own process. "
                    + "Pass a credential to the other process and run Connect-VgsCalm there; thread jobs and ForEach-Object "
                    + "-Parallel share the session itself."
            );
        }
    }
}
