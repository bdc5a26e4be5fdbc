using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// An object that another process has written and this one has read: it has the properties, and is not the thing itself.
/// </summary>
internal static class DeserializedObject
{
    public static bool Is<T>(object? value) =>
        value is PSObject { BaseObject: not T } wrapped
        && wrapped.TypeNames.Contains($"Deserialized.{typeof(T).FullName}");
}
