namespace VgsCalm.Testing;

/// <summary>A table that needs what Linux has by these names: links, modes, pipes and stat. It is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "It needs Linux (links, modes, pipes, stat).";
        }
    }
}
