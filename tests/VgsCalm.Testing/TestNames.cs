using System.Reflection;

namespace VgsCalm.Testing;

/// <summary>The names of tests are sentences that can be read at once.</summary>
public static class TestNames
{
    private const int MaxLength = 70;

    /// <summary>The tests of an assembly whose names are longer than that.</summary>
    public static string[] FindTooLong(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttributes<FactAttribute>().Any() && method.Name.Length > MaxLength)
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name} ({method.Name.Length})")
                .Distinct(StringComparer.Ordinal),
        ];
}
