namespace VgsCalm.Testing;

/// <summary>A table whose rows make devices, mounts or another user's files: it runs as root on Linux, and is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "It needs root on Linux (mknod, mount).";
        }
    }
}
