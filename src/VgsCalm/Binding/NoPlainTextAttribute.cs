using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Refuses a secret given as plain text without repeating it: Windows PowerShell's own error has it in its message.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoPlainTextAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = PipelineValue.Unwrap(inputData);
        return !IsText(input) && (input is not IEnumerable several || !several.Cast<object?>().Any(IsText))
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                "A secret is not taken as plain text, which histories and logs keep. Give what Get-Secret, "
                    + "Get-Credential or Read-Host -AsSecureString gives."
            );
    }

    private static bool IsText(object? value) => PipelineValue.Unwrap(value) is string;
}
