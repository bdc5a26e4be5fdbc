using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;

namespace VgsCalm.Files;

/// <summary>
/// Files that only their owner can read, from the moment they exist: 0600 on Unix, an owner-only access list on Windows.
/// </summary>
internal static class OwnerOnlyFile
{
    // What is written goes to the system at once.
    private const int Unbuffered = 1;
    private const int OwnerReadWrite = 0x180; // UnixFileMode.UserRead | UnixFileMode.UserWrite: 0600

    /// <summary>Creates a file that must not exist yet, in one step with its permissions. Nothing that is written is held back.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="IOException">The file exists, or cannot be made.</exception>
    public static FileStream Create(string path, FileShare share = FileShare.Read)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
#pragma warning disable CA1416 // Windows only, as asked one line above.
            return new FileInfo(path).Create(
                FileMode.CreateNew,
                FileSystemRights.Write | FileSystemRights.Read,
                share,
                Unbuffered,
                FileOptions.None,
                OwnerOnly()
            );
#pragma warning restore CA1416
        }

        return CreateOnUnix(path, share);
    }

    // FileStreamOptions came with .NET 6 and its Unix mode with .NET 7: not in netstandard2.0, but in every runtime of
    // PowerShell 7.4 and later.
    private static FileStream CreateOnUnix(string path, FileShare share)
    {
        var options =
            typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions")
            ?? throw new PlatformNotSupportedException(
                "A file that only its owner can read needs .NET 7 or later on this system."
            );
        var wanted = Activator.CreateInstance(options)!;
        Set(options, wanted, "Mode", FileMode.CreateNew);
        Set(options, wanted, "Access", FileAccess.ReadWrite);
        Set(options, wanted, "Share", share);
        Set(options, wanted, "UnixCreateMode", OwnerReadWrite);
        options.GetProperty("BufferSize")!.SetValue(wanted, Unbuffered);
        try
        {
            return (FileStream)Activator.CreateInstance(typeof(FileStream), path, wanted)!;
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(cause).Throw();
            throw;
        }
    }

    private static void Set(Type options, object target, string name, object value)
    {
        var property =
            options.GetProperty(name)
            ?? throw new PlatformNotSupportedException($"FileStreamOptions.{name} is missing in this runtime.");
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        property.SetValue(target, Enum.ToObject(type, value));
    }

#pragma warning disable CA1416 // Called on Windows only.
    private static FileSecurity OwnerOnly()
    {
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        using var me = WindowsIdentity.GetCurrent();
        security.AddAccessRule(
            new FileSystemAccessRule(me.User!, FileSystemRights.FullControl, AccessControlType.Allow)
        );
        return security;
    }
#pragma warning restore CA1416
}
