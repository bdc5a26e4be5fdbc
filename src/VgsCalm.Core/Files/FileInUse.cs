namespace VgsCalm.Files;

/// <summary>What the system says where another program has a file open.</summary>
internal static class FileInUse
{
    /// <summary>Whether that is why a file could not be opened.</summary>
    public static bool IsInUse(this IOException error)
    {
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EWOULDBLOCK on Linux and on macOS.
        var number = error.HResult & 0xFFFF;
        return number is 32 or 33 or 11 or 35;
    }
}
