namespace VgsCalm.Testing;

/// <summary>A test that makes devices, mounts or another user's files: it runs as root on Linux, and is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "It needs root on Linux (mknod, mount, chown).";
        }
    }
}
