using System.Reflection;

namespace VgsCalm.Testing;

/// <summary>Paths that the build wrote into an assembly, as AssemblyMetadata.</summary>
public static class BuildPaths
{
    public static string Find(Assembly assembly, string key) =>
        Path.GetFullPath(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
