using System.Collections;
using System.Management.Automation;
using System.Security;

namespace VgsCalm.Binding;

/// <summary>Refuses what has no text, which PowerShell would bind by the name of its type, and VGS take for an alias.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        FindTypeWithoutText(inputData) is { } type
            ? throw new ArgumentTransformationMetadataException(
                $"A {type} has no text that could be sent. Give text; of a secure string, what ConvertFrom-SecureString -AsPlainText gives."
            )
            : inputData;

    /// <summary>The type of a value that has no text of its own; null where it has one.</summary>
    public static string? FindTypeWithoutText(object? value) =>
        PipelineValue.Unwrap(value) is SecureString or PSCredential or IDictionary or PSCustomObject
            ? PipelineValue.Unwrap(value)!.GetType().Name
            : null;
}
