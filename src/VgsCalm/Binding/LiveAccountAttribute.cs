using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Refuses what is near to a service account or a configuration where the thing itself is needed: a picture of either, or the other one.
/// </summary>
/// <param name="needed">The type of the thing.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveAccountAttribute(Type needed) : ArgumentTransformationAttribute
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
        : FindOther(inputData) is { } other
            ? throw new ArgumentTransformationMetadataException($"A {other.Name} is no {needed.Name}. {Instead}")
        : inputData;

    private Type? FindOther(object given) =>
        PipelineValue.Unwrap(given) is (VgsServiceAccount or VgsServiceAccountConfig or VgsVault) and var other
        && other.GetType() is var type
        && type != needed
            ? type
            : null;

    // A configuration may be one that several accounts were made of, and names none of them.
    private string Instead =>
        needed == typeof(VgsServiceAccount)
            ? "Give the account itself, as Get-VgsServiceAccount lists it, or its id with -ClientId."
            : "Give what New-VgsServiceAccountConfig or Import-VgsServiceAccountConfig gives. Of an account that is made already, "
                + "Reset-VgsServiceAccount makes a successor.";

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
