namespace VgsCalm.LeakMutants;

/// <summary>
/// Pieces that are not missed where this runs, by name, and where they are. Each is taken out all the same: one that is
/// missed has no place here.
/// </summary>
internal static class Precautions
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NoPlainTextAttribute.Transform"] =
                "PowerShell 7 leaves the text out of its own error, and Windows PowerShell repeats it",
            ["CvvTransformationAttribute.Transform"] =
                "PowerShell 7 leaves the text out of its own error, and passes over the CVV of a row",
            ["LocatedTree.ReadEvent: YamlFault.Describe"] = "no message of this version of YamlDotNet quotes the file",
        };
}
