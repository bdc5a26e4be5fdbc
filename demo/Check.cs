using System.Management.Automation;

namespace VgsCalm.Demo;

/// <summary>One thing that must be so, and how the emulator saw it.</summary>
internal sealed record Check(string Name, string Expected, string Emulator, bool Ok)
{
    public PSObject ToRow()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Check", Name));
        row.Properties.Add(new PSNoteProperty(nameof(Expected), Expected));
        row.Properties.Add(new PSNoteProperty(nameof(Emulator), Emulator));
        row.Properties.Add(new PSNoteProperty(nameof(Ok), Ok));
        return row;
    }
}
