using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Lets a record stand where a text of it is meant: a card for its id, a row for its alias. PowerShell would take the text of the whole
/// record, which can hold a card number or a CVV and must become part of no address, or the name of a type. What has no such member
/// becomes an empty text, which the command refuses in its own words, unless it is refused here.
/// </summary>
/// <param name="names">The members that may have the text, in any case; the first that is there counts, also where it is empty.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextOfRecordAttribute(params string[] names) : ArgumentTransformationAttribute
{
    /// <summary>Refuse a record that has no such member, where the command has no words of its own for it.</summary>
    public bool RefusesOthers { get; set; }

    /// <summary>
    /// Refuse an account and a configuration: their organization would stand for all of its accounts where this one was meant.
    /// </summary>
    public bool RefusesAccounts { get; set; }

    /// <summary>The parameter takes a list. Any other that gets one by the pipeline the engine leaves out without a word.</summary>
    public bool TakesSeveral { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (PipelineValue.Unwrap(inputData) is string)
        {
            return inputData;
        }

        // One text, unless there are several: a parameter that takes one is bound to no list.
        var texts = Items(inputData).SelectMany(ReadRecord).ToArray();
        return texts is [var only] ? only
            : TakesSeveral || texts.Length == 0 ? texts
            : throw PlainTextAttribute.RefuseList();
    }

    private IEnumerable<string> ReadRecord(object? record) =>
        PipelineValue.Unwrap(record) is null or string or ValueType or DBNull ? [TextOf(record)]
        : PlainTextAttribute.IsSecret(record) ? throw PlainTextAttribute.Refuse(record)
        : RefusesAccounts && PipelineValue.Unwrap(record) is VgsServiceAccount or VgsServiceAccountConfig
            ? throw RefuseAccount(record!)
        : Items(ReadMember(record!)).Select(TextOf);

    private object? ReadMember(object record)
    {
        var member = names
            .Select(name => PipelineMember.FindEntry(record, name))
            .FirstOrDefault(found => found is not null);
        return member is null && RefusesOthers ? throw Refuse(record) : member?.Value;
    }

    private ArgumentTransformationMetadataException Refuse(object record) =>
        new(
            $"A {PipelineValue.Unwrap(record).GetType().Name} without a member {string.Join(" or ", names)} does not say which is meant. "
                + "Give that as text."
        );

    private static ArgumentTransformationMetadataException RefuseAccount(object record) =>
        new(
            $"A {PipelineValue.Unwrap(record).GetType().Name} is not taken for its organization: pipe it to the command, where it stands "
                + "for itself. Give an organization as text, or as Get-VgsOrganization gives it."
        );

    private static string TextOf(object? value)
    {
        if (PlainTextAttribute.FindTypeWithoutText(value) is not null)
        {
            throw PlainTextAttribute.Refuse(value);
        }

        return FloatingNumber.FindText(value)
            ?? ElementText.Find(value)
            ?? LanguagePrimitives.ConvertTo<string>(value)
            ?? "";
    }

    // As the engine enumerates: the nodes of an XML element are no list.
    private static IEnumerable<object?> Items(object? value) =>
        LanguagePrimitives.GetEnumerable(value) is { } several ? several.Cast<object?>() : [value];
}
