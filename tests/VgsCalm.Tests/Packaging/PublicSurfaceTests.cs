namespace VgsCalm.Tests.Packaging;

/// <summary>
/// What scripts rely on changes only on purpose: docs/public-surface.txt says what it is. After such a change,
/// <c>VGSCALM_UPDATE_SURFACE=1 dotnet test VgsCalm.sln --filter PublicSurfaceTests</c> writes it anew, and the difference
/// is there to be read.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly string File = Path.Combine(StagedModule.SourceRoot, "docs", "public-surface.txt");

    [Fact]
    public void It_is_what_the_file_says()
    {
        using var shell = Shell.Open();
        var surface = PublicSurface.Describe(shell);
        if (Environment.GetEnvironmentVariable("VGSCALM_UPDATE_SURFACE") == "1")
        {
            System.IO.File.WriteAllText(File, surface);
        }

        Assert.Equal(System.IO.File.ReadAllText(File), surface);
    }
}
