using System.Collections;
using System.Management.Automation;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>
/// Takes a session where its name is meant, as a first argument without <c>-Session</c> is: its text is no name, and that of another
/// record none either. Refuses the picture of one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionNameAttribute : ArgumentTransformationAttribute
{
    private static readonly TextOfRecordAttribute Text = new("Name") { RefusesOthers = true };

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        SessionTransformationAttribute.RefusePicture(inputData);
        return PipelineValue.Unwrap(inputData) switch
        {
            VgsSession session => NameOf(session),
            IList several => several.Cast<object?>().Select(one => NameOfOne(engineIntrinsics, one)).ToArray(),
            _ => Text.Transform(engineIntrinsics, inputData),
        };
    }

    private static object? NameOfOne(EngineIntrinsics engineIntrinsics, object? one)
    {
        if (one is not null)
        {
            SessionTransformationAttribute.RefusePicture(one);
        }

        return PipelineValue.Unwrap(one) is VgsSession session
            ? NameOf(session)
            : Text.Transform(engineIntrinsics, one!);
    }

    // Another session may have the name, here or since this one was closed.
    private static string NameOf(VgsSession session) =>
        ReferenceEquals(SessionStore.Current.Get(session.Name), session) ? session.Name
        : !session.IsOpen ? ClosedSession.StandIn(session)
        : throw new ArgumentTransformationMetadataException(
            $"The session '{VgsErrors.Printable(session.Name)}' was opened in another runspace, and here its name means another one or "
                + "none. Give it with -Session."
        );
}
