using System.Reflection;
using System.Runtime.ExceptionServices;

namespace VgsCalm.Files;

/// <summary>
/// Sets the mode of a file. File.SetUnixFileMode came with .NET 7: not in .NET Standard, but in PowerShell 7.4 and later.
/// </summary>
internal static class UnixMode
{
    private static readonly MethodInfo? Setter = typeof(File).GetMethod(
        "SetUnixFileMode",
        [typeof(string), Type.GetType("System.IO.UnixFileMode") ?? typeof(int)]
    );

    public static void Set(string path, int mode)
    {
        if (Setter is null)
        {
            throw new PlatformNotSupportedException("The mode of a file needs .NET 7 or later on this system.");
        }

        try
        {
            Setter.Invoke(null, [path, Enum.ToObject(Setter.GetParameters()[1].ParameterType, mode)]);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Capture(cause).Throw();
        }
    }
}
