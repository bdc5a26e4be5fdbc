using System.Management.Automation;
using System.Management.Automation.Host;
using VgsCalm.Redaction;

namespace VgsCalm.Binding;

/// <summary>Lets a credential parameter take a user name, as PowerShell's own do: the host asks for the password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialOrNameAttribute : ArgumentTransformationAttribute
{
    private const int MaxNameLength = 64;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = PipelineValue.Unwrap(inputData);
        if (given is VgsServiceAccount or VgsServiceAccountConfig)
        {
            throw new ArgumentTransformationMetadataException(
                $"A {given.GetType().Name} is piped, or given with -InputObject: it knows its vault, too, which a credential does not."
            );
        }

        if (given is PSCustomObject or PSCredential { UserName: null } or PSCredential { Password: null })
        {
            throw new ArgumentTransformationMetadataException(
                "A credential has a user name and a password, and this has none: it is empty, or an object that is no credential. "
                    + "Give what Get-Secret or Get-Credential gives, or [pscredential]::new(USER, SECURESTRING)."
            );
        }

        if (given is not string user)
        {
            return inputData;
        }

        // The host shows the name that it asks for: what may be a secret in the wrong place is refused, and not repeated.
        if (user.Length > MaxNameLength || OpaqueId.IsUuid(user) || user.Any(char.IsWhiteSpace))
        {
            throw Refused();
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
