using System.ComponentModel;

namespace VgsCalm.Files;

/// <summary>Numbers of errors of Linux and macOS as the exceptions that .NET has for them.</summary>
internal static class UnixError
{
    public static Exception ToException(int number, string path)
    {
        var text = $"'{path}': {new Win32Exception(number).Message}";
        return number switch
        {
            1 or 13 => new UnauthorizedAccessException(text), // EPERM, EACCES
            2 or 20 => new DirectoryNotFoundException(text), // ENOENT, ENOTDIR
            36 or 63 => new PathTooLongException(text), // ENAMETOOLONG on Linux, on macOS
            _ => new IOException(text, number),
        };
    }
}
