using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Refuses the picture of a service account or of a configuration where the thing itself is needed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveAccountAttribute : ArgumentTransformationAttribute
{
    private const string Advice =
        "Take the account itself from Get-VgsServiceAccount, or the configuration from New-VgsServiceAccountConfig or a file.";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        IsPicture(inputData)
            ? throw new ArgumentTransformationMetadataException(
                "This is a picture of a service account or of its configuration, as Start-Job, remoting, Import-Clixml, JSON, CSV and "
                    + $"Select-Object give it. {Advice}"
            )
        : PipelineValue.Unwrap(inputData) is IDictionary
            ? throw new ArgumentTransformationMetadataException(
                $"A hashtable is neither a service account nor a configuration. {Advice}"
            )
        : inputData;

    private static bool IsPicture(object given) =>
        DeserializedObject.Is<VgsServiceAccount>(given)
        || DeserializedObject.Is<VgsServiceAccountConfig>(given)
        || (
            given is PSObject { BaseObject: PSCustomObject } record
            && (
                record.Properties[nameof(VgsServiceAccount.DashboardUser)]
                ?? record.Properties[nameof(VgsServiceAccountConfig.ScopeFormat)]
            )
                is not null
        );
}
