using System.Reflection;

namespace VgsCalm.Tests.Help;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Source
{
    public static string Root { get; } =
        Path.GetFullPath(
            typeof(Source)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(a => a.Key == "SourceRoot")
                .Value!
        );
}
