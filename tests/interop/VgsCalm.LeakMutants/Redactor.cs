using Mono.Cecil;

namespace VgsCalm.LeakMutants;

/// <summary>A method that keeps something from being shown, and what there is without it.</summary>
/// <param name="Type">Full name of its type.</param>
/// <param name="Method">Its name.</param>
/// <param name="Without">The method of <see cref="Unredacted"/> that stands in its place.</param>
/// <param name="In">Full name of the type, or of the method, in which it does that; null: everywhere.</param>
/// <param name="IsWhole">It is called by PowerShell or by .NET: not its calls are the pieces, but the method itself.</param>
internal sealed record Redactor(string Type, string Method, string Without, string? In = null, bool IsWhole = false)
{
    public bool IsCalledBy(MethodReference callee, MethodDefinition caller) =>
        !IsWhole
        && Is(callee)
        && (
            In is null
            || In == Outermost(caller.DeclaringType).FullName
            || In == $"{Outermost(caller.DeclaringType).FullName}.{NameOf(caller)}"
        );

    public bool Is(MethodReference method) => method.Name == Method && method.DeclaringType.FullName == Type;

    /// <summary>The type that the source names: lambdas and state machines are types within it.</summary>
    public static TypeDefinition Outermost(TypeDefinition type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>
    /// The method that the source names: <c>&lt;Send&gt;b__3_0</c> is a lambda of Send, and MoveNext of
    /// <c>&lt;Send&gt;d__7</c> is Send itself.
    /// </summary>
    public static string NameOf(MethodDefinition method)
    {
        var name = method is { Name: "MoveNext", DeclaringType.Name: ['<', ..] }
            ? method.DeclaringType.Name
            : method.Name;
        return name is ['<', ..] ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name;
    }
}
