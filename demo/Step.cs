using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Demo;

/// <summary>A step as the script reports it.</summary>
internal sealed record Step(string Name, string Seen, bool Ok)
{
    public static Step From(PSObject step) =>
        new(Text(step, "Step"), Text(step, "Seen"), LanguagePrimitives.IsTrue(step.Properties["Ok"]?.Value));

    private static string Text(PSObject step, string property) =>
        Convert.ToString(step.Properties[property]?.Value, CultureInfo.InvariantCulture) ?? "";
}
