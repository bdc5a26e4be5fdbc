using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Commands;

/// <summary>Lets a card stand where its id is meant: a VgsCard, or any object with an Id.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CardIdTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return input is not string and IEnumerable several ? several.Cast<object>().Select(IdOf).ToArray() : IdOf(inputData);
    }

    private static object IdOf(object input)
    {
        var value = input is PSObject wrapped ? wrapped.BaseObject : input;
        if (value is VgsCard card) return card.Id;
        return value is PSCustomObject && input is PSObject record && record.Properties["Id"]?.Value is { } id ? id : input;
    }
}
