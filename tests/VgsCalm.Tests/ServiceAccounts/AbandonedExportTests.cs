namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>What a command leaves that is killed between a file's content and its place.</summary>
public sealed class AbandonedExportTests : ConnectedTest
{
    private const string Export = "New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path -Force";

    [Fact]
    public void A_file_that_a_killed_export_left_is_named_by_the_next_and_stays()
    {
        var left = Leave(".vgscalm-0123abcd.tmp", minutesAgo: 2);

        var warning = Assert.Single(Run(Export, ("path", Folder.At("calm.yaml"))).ThrowIfFailed().Warnings);

        Assert.StartsWith($"'{left}' was left by a command that was killed", warning, StringComparison.Ordinal);
        Assert.Equal("a secret", File.ReadAllText(left));
    }

    [Fact]
    public void What_is_being_written_or_anothers_file_is_not_told_of()
    {
        Leave(".vgscalm-0123abcd.tmp", minutesAgo: 0);
        Leave(".vgscalm-0123456789abcdef.lock", minutesAgo: 2);
        Leave("vgscalm-0123abcd.tmp", minutesAgo: 2);

        Assert.Empty(Run(Export, ("path", Folder.At("calm.yaml"))).ThrowIfFailed().Warnings);
    }

    private string Leave(string name, int minutesAgo)
    {
        var file = Folder.Write(name, "a secret");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-minutesAgo));
        return file;
    }
}
