using System.Management.Automation;

namespace VgsCalm.Tests.Screen;

/// <summary>An object of an output type with the longest values that VGS is known to give, and what of it has to be seen whole.</summary>
internal sealed record ViewCase(string Type, (string Property, object? Value)[] Values, string[] Whole)
{
    public static readonly ViewCase[] All =
    [
        .. AccountViewCases.All,
        .. CardViewCases.All,
        .. ResourceViewCases.All,
        .. ImportViewCases.All,
    ];

    public PSObject Object()
    {
        var value = new PSObject();
        value.TypeNames.Insert(0, Type);
        foreach (var (property, content) in Values)
        {
            value.Properties.Add(new PSNoteProperty(property, content));
        }

        return value;
    }
}
