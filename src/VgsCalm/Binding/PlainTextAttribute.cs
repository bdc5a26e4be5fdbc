using System.Collections;
using System.Management.Automation;
using System.Security;

namespace VgsCalm.Binding;

/// <summary>Refuses what has no text, which PowerShell would bind by the name of its type, and VGS take for an alias.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>What to do with a value that has no text.</summary>
    public const string Advice = "Give text; of a secure string, what ConvertFrom-SecureString -AsPlainText gives.";

    /// <summary>The parameter takes a list. Any other that gets one by the pipeline the engine leaves out without a word.</summary>
    public bool TakesSeveral { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // Nearly all are text or whole numbers: this runs for each field of each card.
        var given = PipelineValue.Unwrap(inputData);
        if (given is string or (ValueType and not (double or float)))
        {
            return inputData;
        }

        if (ElementText.Find(given) is { } text)
        {
            return text;
        }

        if (!TakesSeveral && given is IList list)
        {
            return list.Count switch
            {
                0 => inputData,
                1 => Transform(engineIntrinsics, list[0]!),
                _ => throw RefuseList(),
            };
        }

        return Items(inputData).FirstOrDefault(item => FindTypeWithoutText(item) is not null) is { } refused
            ? throw Refuse(refused)
            : WithNumbersAsText(inputData, given);
    }

    /// <summary>The refusal of a value that has no text.</summary>
    public static ArgumentTransformationMetadataException Refuse(object? value) =>
        new($"A {FindTypeWithoutText(value)} has no text that could be sent. {Advice}");

    /// <summary>The refusal of several values where one is meant.</summary>
    public static ArgumentTransformationMetadataException RefuseList() =>
        new(
            "A list of several values is given where one is meant. Give one, and each of several in a record of its own."
        );

    /// <summary>Whether it is secret as a whole, so that no member of it stands for it.</summary>
    public static bool IsSecret(object? value) => PipelineValue.Unwrap(value) is SecureString or PSCredential;

    /// <summary>The type of a value that has no text of its own; null where it has one.</summary>
    public static string? FindTypeWithoutText(object? value)
    {
        var given = PipelineValue.Unwrap(value);
        if (FloatingNumber.IsEndless(given))
        {
            return given!.GetType().Name + " that is no finite number";
        }

        return
            given is SecureString or PSCredential or IDictionary or PSCustomObject
            || (
                given is not (null or string or ValueType)
                && ElementText.Find(given) is null
                && given.ToString() == given.GetType().ToString()
            )
            ? given.GetType().Name
            : null;
    }

    // A number that was typed comes in a wrapper that has the text of it, and is bound as that.
    private static object WithNumbersAsText(object inputData, object given) =>
        given is IList several && several.Cast<object?>().Any(item => FloatingNumber.FindText(item) is not null)
            ? several.Cast<object?>().Select(item => FloatingNumber.FindText(item) ?? item).ToArray()
            : FloatingNumber.FindText(inputData) ?? inputData;

    private static IEnumerable<object?> Items(object? value) =>
        PipelineValue.Unwrap(value) is IList several ? several.Cast<object?>() : [value];
}
