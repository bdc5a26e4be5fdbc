using System.Reflection;
using System.Security;

namespace VgsCalm.Testing.Engine;

/// <summary>The secure strings that an object of the module holds, found in its fields however deep.</summary>
public static class HeldSecrets
{
    public static IReadOnlyList<SecureString> Find(object root)
    {
        var found = new List<SecureString>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Walk(root);
        return found;

        void Walk(object? value)
        {
            switch (value)
            {
                case SecureString secret:
                    found.Add(secret);
                    break;
                case Delegate { Target: { } target }:
                    Walk(target);
                    break;
                case not null when IsOurs(value.GetType()) && seen.Add(value):
                    foreach (var field in FieldsOf(value.GetType()))
                    {
                        Walk(field.GetValue(value));
                    }

                    break;
            }
        }
    }

    public static bool IsWiped(SecureString secret)
    {
        try
        {
            return secret.Length < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name is { } name && name.StartsWith("VgsCalm", StringComparison.Ordinal);

    private static IEnumerable<FieldInfo> FieldsOf(Type? type) =>
        type is null
            ? []
            : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Concat(FieldsOf(type.BaseType));
}
