using System.Management.Automation;
using System.Management.Automation.Host;

namespace VgsCalm.Binding;

/// <summary>Lets a credential parameter take a user name, as PowerShell's own do: the host asks for the password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialOrNameAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (PipelineValue.Unwrap(inputData) is not string user)
        {
            return inputData;
        }

        try
        {
            return engineIntrinsics.Host.UI.PromptForCredential(
                    "VgsCalm",
                    "The client id is the user name, the client secret the password.",
                    user,
                    targetName: ""
                ) ?? throw Refused();
        }
        catch (Exception error)
            when (error
                    is HostException
                        or NotImplementedException
                        or InvalidOperationException
                        or NullReferenceException
            )
        {
            throw Refused();
        }
    }

    // Without the text: it may be a secret that stands in the wrong place.
    private static ArgumentTransformationMetadataException Refused() =>
        new(
            "A user name was given, and this host cannot ask for its password. A secret is not taken as plain text, which histories "
                + "and logs keep. Give what Get-Secret or Get-Credential gives."
        );
}
