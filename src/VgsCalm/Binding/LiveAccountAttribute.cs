using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Refuses the picture of a service account or of a configuration where the thing itself is needed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveAccountAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        DeserializedObject.Is<VgsServiceAccount>(inputData) || DeserializedObject.Is<VgsServiceAccountConfig>(inputData)
            ? throw new ArgumentTransformationMetadataException(
                "This is a picture of a service account or of its configuration, as Start-Job, remoting and Import-Clixml give it. "
                    + "Take the account itself from Get-VgsServiceAccount, or the configuration from New-VgsServiceAccountConfig or a file."
            )
            : inputData;
}
