using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Refuses an empty value, in words that hold for a record that has none, too. PowerShell's own advise a collection without nulls.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotEmptyAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (
            arguments is null or "" or IList { Count: 0 }
            || (arguments is IList several && several.Cast<object?>().Any(IsEmpty))
        )
        {
            throw new ValidationMetadataException(
                "It is empty: the record has none, or the variable was not set; nothing was done for it. Give it, or pipe what has it."
            );
        }
    }

    private static bool IsEmpty(object? item) => PipelineValue.Unwrap(item) is null or "";
}
