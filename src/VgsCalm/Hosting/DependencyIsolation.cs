using System.Reflection;
using System.Runtime.CompilerServices;

namespace VgsCalm.Hosting;

/// <summary>
/// Keeps the module's dependencies to itself. On PowerShell 7 everything in <c>lib/</c> lives in an AssemblyLoadContext of its own;
/// on Windows PowerShell 5.1 what .NET Framework lacks comes from <c>lib/desktop</c>. Nothing is loaded before it is used,
/// and requests of other modules are not answered.
/// </summary>
internal static class DependencyIsolation
{
    private const string Bridge = "VgsCalm.Formats";

    private static readonly object Gate = new();
    private static readonly string Library = Path.Combine(
        Path.GetDirectoryName(typeof(DependencyIsolation).Assembly.Location) ?? "",
        "lib"
    );
    private static readonly Type? LoadContext = Type.GetType(
        "System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader",
        throwOnError: false
    );
    private static Assembly? _bridge;
    private static int _imports;

    /// <summary>Begins to answer. Several runspaces may import the module; each call counts.</summary>
    public static void Attach()
    {
        lock (Gate)
        {
            if (_imports++ == 0)
            {
                AppDomain.CurrentDomain.AssemblyResolve += Resolve;
            }
        }
    }

    /// <summary>Ends it when the last runspace has removed the module.</summary>
    public static void Detach()
    {
        lock (Gate)
        {
            if (_imports > 0 && --_imports == 0)
            {
                AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
            }
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var name = new AssemblyName(request.Name).Name;
        if (LoadContext is not null)
        {
            return string.Equals(name, Bridge, StringComparison.Ordinal) ? LoadBridge() : null;
        }

        return IsOurs(request.RequestingAssembly) ? LoadForDesktop(name) : null;
    }

    private static Assembly? LoadBridge()
    {
        lock (Gate)
        {
            return _bridge ??= LoadIntoOwnContext();
        }
    }

    // By reflection, since netstandard2.0 does not have the type.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Assembly? LoadIntoOwnContext()
    {
        if (LoadContext?.GetMethod("LoadFromAssemblyPath", [typeof(string)]) is not { } load)
        {
            return null;
        }

        var context = Activator.CreateInstance(LoadContext, "VgsCalm", false);
        Assembly? bridge = null;
        foreach (var file in Directory.GetFiles(Library, "*.dll"))
        {
            if (load.Invoke(context, [file]) is Assembly assembly && assembly.GetName().Name == Bridge)
            {
                bridge = assembly;
            }
        }

        return bridge;
    }

    private static bool IsOurs(Assembly? requesting)
    {
        var location = requesting is null || requesting.IsDynamic ? "" : requesting.Location;
        return location.StartsWith(
            Path.GetDirectoryName(Library) + Path.DirectorySeparatorChar,
            StringComparison.OrdinalIgnoreCase
        );
    }

    private static Assembly? LoadForDesktop(string? name)
    {
        foreach (var folder in new[] { Library, Path.Combine(Library, "desktop") })
        {
            var file = Path.Combine(folder, name + ".dll");
            if (File.Exists(file))
            {
                return Assembly.LoadFrom(file);
            }
        }

        return null;
    }
}
