using System.Management.Automation;

namespace VgsCalm.Tests.Resources;

/// <summary>An object with the columns of a row, as Import-Csv makes it.</summary>
internal static class InputRow
{
    public static PSObject Create(params (string Name, object Value)[] cells)
    {
        var row = new PSObject();
        foreach (var (name, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }
}
