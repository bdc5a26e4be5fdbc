using System.Collections;
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
        return PipelineValue.Unwrap(inputData) switch
        {
            string name => SessionStore.Current.Get(name),
            IList { Count: 1 } one => Transform(engineIntrinsics, one[0]!),
            IList several => throw new ArgumentTransformationMetadataException(
                $"It takes one session, and was given {several.Count}. Run the command once for each: $sessions | ForEach-Object {{ … "
                    + "-Session $_ }."
            ),
            var input => input,
        };
    }

    /// <exception cref="ArgumentTransformationMetadataException">It is a session that another process has written.</exception>
    public static void RefusePicture(object given)
    {
        if (DeserializedObject.Is<VgsSession>(given) || HasPropertiesOfSession(given))
        {
            throw new ArgumentTransformationMetadataException(
                "This is a picture of a session, as Start-Job, remoting and Import-Clixml give it: a session lives in its own process. "
                    + "Pass a credential to the other process and run Connect-VgsCalm there; thread jobs and ForEach-Object "
                    + "-Parallel share the session itself."
            );
        }
    }

    // From JSON or CSV, or by Select-Object.
    private static bool HasPropertiesOfSession(object given) =>
        given is PSObject { BaseObject: PSCustomObject } picture
        && picture.Properties[nameof(VgsSession.TokenExpiresOn)] is not null
        && picture.Properties[nameof(VgsSession.TokenRequests)] is not null;
}
